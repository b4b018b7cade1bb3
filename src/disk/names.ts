/** The file beside the code that says what the code does not. */
export const configurationName = "aml-network-audit.json";
