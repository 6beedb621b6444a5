/** Why an edit was not made, or not undone. In each case all files are as they were. */
import { type Advice, DjlabError } from "../../tools/errors.js";
import { maskedSource } from "../files/masked-source.js";

/** What an edit was refused for, and where. */
export interface Place extends Advice {
  /** From the project's folder. */
  path: string;
  /** From 1, where it is known. */
  line?: number;
}

/** An edit was not made. */
export class EditFailed extends DjlabError {
  /** The file in question, from the project's folder. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;

  constructor(what: string, { path, line, next, cause }: Place) {
    super(maskedSource(what), { next, cause });
    this.path = path;
    if (line !== undefined) this.line = line;
  }
}

/** Python could not compile the file, as it is or as it would be. */
export class EditRefused extends EditFailed {}

/** The place for it is not there, or not written in a way that can be changed safely. */
export class PlaceNotFound extends EditFailed {}

/** The text to replace is in the file never, or more than once. */
export class NotOneMatch extends EditFailed {}

/** Something else has that name or address already. */
export class TakenAlready extends EditFailed {}

/** The path leads out of the project. */
export class OutsideProject extends EditFailed {}

/** Somebody changed the file meanwhile: in the editor, or by another program. */
export class FileChanged extends EditFailed {}

/** The system does not let the file be written. */
export class NotWritten extends EditFailed {}

/** There is no such edit to undo. */
export class NothingToUndo extends DjlabError {}

/** By the names that `plan.py` has for them. */
export const refusals = {
  compile: EditRefused,
  place: PlaceNotFound,
  matches: NotOneMatch,
  taken: TakenAlready,
  outside: OutsideProject,
} as const;
