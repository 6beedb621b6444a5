/** Jupyter counts a cursor's position in Unicode code points, JavaScript in UTF-16 units. */

/**
 * The offset in UTF-16 units of a position in code points; the end of `code` when it lies beyond.
 * @example utf16Offset("𝒙 = 1", 1) // 2
 */
export function utf16Offset(code: string, codePoints: number): number {
  let offset = 0;
  for (const character of code) {
    if (codePoints-- === 0) break;
    offset += character.length;
  }
  return offset;
}

/**
 * The position in code points of an offset in UTF-16 units.
 * @example codePointOffset("𝒙 = 1", 2) // 1
 */
export function codePointOffset(code: string, utf16: number): number {
  let position = 0;
  let offset = 0;
  for (const character of code) {
    if (offset >= utf16) break;
    offset += character.length;
    position += 1;
  }
  return position;
}
