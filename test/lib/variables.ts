/** Sets variables of this process for a while; `undefined` takes one away. */
export async function withVariables(
  variables: Readonly<Record<string, string | undefined>>,
  act: () => Promise<void>,
): Promise<void> {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  set(variables);
  try {
    await act();
  } finally {
    set(before);
  }
}

function set(variables: Readonly<Record<string, string | undefined>>) {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
