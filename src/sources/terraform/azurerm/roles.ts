// Built-in roles that matter here, by name and by the id of their definition.
import { own } from "../../../model/own.ts";

const roles: { readonly [name: string]: string } = {
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  Owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  AcrPush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Key Vault Crypto User": "12338af0-0e69-4776-bea7-57ae8d297424",
  "Key Vault Crypto Officer": "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
  "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
  "Azure AI Enterprise Network Connection Approver": "b556d68e-0be0-4f35-a333-ad7ee1ce17ea",
};

/** The id of a role's definition; the name itself where it is not one of these. */
export function roleIdOf(name: string): string {
  const id = own(roles, name);
  return id ? `/providers/Microsoft.Authorization/roleDefinitions/${id}` : name;
}

export function roleNameOf(id: string): string | undefined {
  const last = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  return Object.keys(roles).find((name) => own(roles, name) === last);
}
