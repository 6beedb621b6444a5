/** What may stand in HTML that a notebook brings: the lists behind sanitise.ts. */

/** Elements that neither run, load, navigate nor reach beyond themselves. */
export const textElements = [
  ..."a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em".split(
    " ",
  ),
  ..."figcaption figure hr i img ins kbd li mark meter ol p pre progress q rp rt ruby s samp section".split(
    " ",
  ),
  ..."small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split(" "),
];

export const headings = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** Drawings. Without `foreignObject`, `animate`, `set`, `image`, `script`, `style`, and links. */
export const svgElements = [
  ..."svg circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon".split(
    " ",
  ),
  ..."polyline radialgradient rect stop symbol text title tspan use".split(" "),
];

/** A question with choices, as the library asks for predictions; there is no form around it to send. */
export const choiceElements = ["fieldset", "legend", "label", "input"];

/** What a fetched page has besides; it stands in a frame of its own, where nothing can be sent. */
export const pageElements = [
  ..."address article aside button center fieldset footer form header hgroup input label legend".split(" "),
  ..."main menu nav option optgroup output search select textarea".split(" "),
];

const svgAttributes = [
  ..."clip-path clip-rule clippathunits cx cy d dominant-baseline dx dy fill fill-opacity fill-rule".split(
    " ",
  ),
  ..."font-family font-size font-style font-weight gradienttransform gradientunits height href".split(" "),
  ..."letter-spacing marker-end marker-mid marker-start markerheight markerunits markerwidth mask".split(" "),
  ..."offset opacity orient pathlength patterncontentunits patterntransform patternunits points".split(" "),
  ..."preserveaspectratio r refx refy rx ry stop-color stop-opacity stroke stroke-dasharray".split(" "),
  ..."stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity".split(" "),
  ..."stroke-width text-anchor textlength transform vector-effect viewbox visibility width x x1 x2".split(
    " ",
  ),
  ..."y y1 y2".split(" "),
];

export const attributes: Record<string, string[]> = {
  "*": ["id", "title", "lang", "dir", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"],
  a: ["href"],
  col: ["span"],
  colgroup: ["span"],
  details: ["open"],
  img: ["src", "alt", "width", "height"],
  input: ["type", "name", "value", "checked", "disabled"],
  label: ["for"],
  li: ["value"],
  meter: ["value", "min", "max", "low", "high", "optimum"],
  ol: ["start", "reversed", "type"],
  progress: ["value", "max"],
  td: ["colspan", "rowspan", "headers"],
  th: ["colspan", "rowspan", "headers", "scope"],
  time: ["datetime"],
  ...Object.fromEntries(svgElements.map((name) => [name, svgAttributes])),
  svg: [...svgAttributes, "role", "focusable"],
};

export const pageAttributes: Record<string, string[]> = {
  ...attributes,
  "*": [...attributes["*"]!, "class", "role"],
  a: [],
  button: ["type", "disabled"],
  input: ["type", "name", "value", "placeholder", "size", "checked", "disabled"],
  option: ["value", "selected"],
  select: ["multiple", "size", "disabled"],
  textarea: ["rows", "cols", "placeholder", "disabled"],
};

/** Pictures that a page may hold inside itself. */
export const picture = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;
