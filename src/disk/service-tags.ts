// A list of service tags from the disk.
import { loadFile } from "./load.ts";
import { readServiceTags, type ServiceTagList } from "./read-service-tags.ts";

export async function loadServiceTags(path: string): Promise<ServiceTagList> {
  return readServiceTags(path, await loadFile(path));
}
