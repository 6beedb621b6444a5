export const tslabTypes = "export {}";
