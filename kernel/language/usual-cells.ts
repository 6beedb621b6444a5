/** Cells that go through what most cells do: what has run once while a snapshot was made is at hand when one starts. */
export const usualCells = [
  "const a = 1",
  "let b: number[] = [a]; function f<T>(x: T) { return [x] } class C { c = f(b) } new C().c",
  "import { readFileSync } from 'node:fs'; const text = readFileSync('x', 'utf8'); await Promise.resolve(text)",
  "for (const x of b) console.log(x); let o = { a, ...b }; type T = typeof o; o as T",
  "const xs = b.map((x) => x * 2).filter(Boolean); const { p, ...rest } = { p: xs, q: 2 }; JSON.stringify(rest)",
  "async function g(a: string): Promise<number> { return a.length } await g(String(a))",
  "class A { constructor(readonly n: number) {} get m() { return this.n } } class B extends A {} new B(1).m",
  "try { throw new Error('x') } catch (e) { console.log((e as Error).message) }",
  "const m = new Map<string, number[]>(); for (const [k, v] of [...m.entries()]) console.log(k, v?.at(0) ?? 1)",
];
