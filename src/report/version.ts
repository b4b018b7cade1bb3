import manifest from "../../package.json" with { type: "json" };

/** Of this product. */
export const version: string = manifest.version;
