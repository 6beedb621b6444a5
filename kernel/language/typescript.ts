/** TypeScript, for all of this folder: of each further import of it the bundle would make a copy of its 2,400 names. */
export { default } from "typescript";
