/** How a command of `djlab` ends when it does not succeed. */
import { DjlabError } from "../lib/index.js";

/** The command was given something it cannot work with: exit code 2. */
export class WrongUse extends DjlabError {}
