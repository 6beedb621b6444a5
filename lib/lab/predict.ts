/** Questions asked before a run, answered by what was seen. */
import { html } from "../tools/html.js";
import { framed, show } from "../tools/show.js";
import { md, Prose } from "./md.js";

/** A question that the reader has been asked. */
export class Prediction<Choice extends string> {
  constructor(
    readonly id: string,
    readonly question: string,
    readonly choices: readonly Choice[],
  ) {}

  /**
   * Answers it, with the reason that was seen meanwhile.
   *
   * @param choice what turned out
   * @example
   * const guess = predict("files", "How many files will it write?", ["one", "a handful"]);
   * const { files } = await mysite.tree();
   * guess.answer("a handful", md`The tree has ${files.length} files.`);
   */
  answer(choice: Choice, because: Prose | string): Prose {
    return md`*You were asked:* ${this.question}

**The answer here: ${choice}.** ${because instanceof Prose ? because : String(because)}`;
  }
}

/**
 * Asks the reader what will happen, and shows the choices to mark one. Nothing is sent or counted: the next
 * cells tell.
 *
 * @param id unique in the chapter; letters, digits and `-`
 * @param choices two or more, different, without Markdown
 * @example const guess = predict("files", "How many files will it write?", ["one", "a handful"]);
 */
export function predict<const Choice extends string>(
  id: string,
  question: string,
  choices: readonly Choice[],
): Prediction<Choice> {
  if (choices.length < 2 || new Set(choices).size < choices.length) {
    throw new TypeError(`The prediction ${id} needs two or more different choices`);
  }
  const options = choices.map(
    (choice) => html`<label><input type="radio" name="predict-${id}"> ${choice}</label>`,
  );
  show({
    "text/plain": [`? ${question}`, ...choices.map((choice) => `  ( ) ${choice}`)].join("\n"),
    "text/html": framed(
      html`<div class="card"><fieldset><legend>What do you think? ${question}</legend>${options}</fieldset>
        <p class="soft">Mark one, then go on: the next cells show what is true here.</p></div>`,
    ),
  });
  return new Prediction(id, question, choices);
}
