/** A page's markup, read by a real parser: its title, links and forms. The one import of htmlparser2. */
import { DomUtils, parseDocument } from "htmlparser2";
import { type Field, Form } from "./form.js";

type Document = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** A link in a page. */
export interface Link {
  text: string;
  /** As the page has it: often a path. */
  href: string;
}

/** What a program finds in a page. */
export class PageDocument {
  readonly #root: Document;

  constructor(source: string) {
    this.#root = parseDocument(source);
  }

  get title(): string {
    const [title] = elements("title", this.#root);
    return title ? textOf(title) : "";
  }

  get links(): Link[] {
    return elements("a", this.#root).flatMap((link) =>
      link.attribs.href === undefined ? [] : [{ text: textOf(link), href: link.attribs.href }],
    );
  }

  get forms(): Form[] {
    return elements("form", this.#root).map(formOf);
  }

  /** The text of the element with that id, with its line breaks; undefined when there is none. */
  textOf(id: string): string | undefined {
    const found = DomUtils.getElementById(id, this.#root);
    return found ? DomUtils.textContent(found) : undefined;
  }
}

/** A text of HTML's without elements: what its character references stand for. */
export function plainText(text: string): string {
  return DomUtils.textContent(parseDocument(text.replaceAll("<", "&lt;")));
}

function elements(name: string, within: Document | Element): Element[] {
  return DomUtils.getElementsByTagName(name, within);
}

function textOf(element: Element): string {
  return DomUtils.textContent(element).replace(/\s+/g, " ").trim();
}

function formOf(form: Element): Form {
  const { action = "", method = "get", enctype = "", id } = form.attribs;
  const controls = DomUtils.findAll(
    ({ name }) => ["input", "select", "textarea", "button"].includes(name),
    form.children,
  );
  return new Form({
    id,
    action,
    method: method.toLowerCase() === "post" ? "POST" : "GET",
    multipart: enctype.toLowerCase() === "multipart/form-data",
    fields: controls.flatMap((control) => fieldOf(control) ?? []),
  });
}

/** Without a name, nothing of a control is sent; a disabled one is not sent either. */
function fieldOf(control: Element): Field | undefined {
  const { name, value, type = "" } = control.attribs;
  if (!name || "disabled" in control.attribs) return undefined;
  if (control.name === "textarea") {
    // The parser keeps the line break after the tag, which is no part of the value.
    return { name, type: "textarea", values: [DomUtils.textContent(control).replace(/^\r?\n/, "")] };
  }
  if (control.name === "select") return selectOf(control, name);
  if (control.name === "button") {
    return type === "button" || type === "reset"
      ? undefined
      : { name, type: "submit", values: [value ?? ""] };
  }
  const kind = type.toLowerCase() || "text";
  if (kind !== "checkbox" && kind !== "radio") return { name, type: kind, values: [value ?? ""] };
  const choice = value ?? "on";
  return { name, type: kind, values: "checked" in control.attribs ? [choice] : [], choices: [choice] };
}

function selectOf(select: Element, name: string): Field {
  const options = elements("option", select).map((option) => ({
    value: option.attribs.value ?? textOf(option),
    selected: "selected" in option.attribs,
  }));
  const multiple = "multiple" in select.attribs;
  const chosen = options.filter(({ selected }) => selected).map(({ value }) => value);
  // A list for one choice has its first one chosen.
  const values = chosen.length > 0 || multiple ? chosen : options.slice(0, 1).map(({ value }) => value);
  return {
    name,
    type: multiple ? "select-multiple" : "select",
    values,
    choices: options.map(({ value }) => value),
  };
}
