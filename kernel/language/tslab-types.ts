/** The declarations of the virtual module `tslab`, which runtime/tslab-module.ts provides. */
export const tslabTypes = `/** Shows contents of the usual types in the output of the running cell. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  /** Formulas between dollar signs, for instance \`$x^2$\`. */
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  /** Contents of any other type. */
  raw(contentType: string, b: string | Uint8Array): void;
}
/** Shows rich contents. */
export declare const display: Display;
/** A display with one place in the output: what it shows replaces what it has shown before. */
export declare function newDisplay(): Display;
/** Empties the output of the running cell; with \`wait\`, when the next output comes. */
export declare function clearOutput(options?: { wait?: boolean }): void;
export interface Versions {
  tslab: string;
  typescript: string;
  node: string;
}
/** The versions of what runs the cells. */
export declare const versions: Versions;
`;
