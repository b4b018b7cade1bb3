/**
 * What Node is told when the server is started, in the editor and where it is measured. Node would let a hundred megabytes of what a keystroke
 * leaves behind lie before it looks at it.
 */
export const startFlags = ["--max-semi-space-size=2"] as const;
