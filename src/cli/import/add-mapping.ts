/** Takes one `--map column=header` to those before it. */
export function addMapping(text: string, mappings: Record<string, string>): Record<string, string> {
  const [column = '', header = ''] = text.split(/=(.*)/s);
  return { ...mappings, [column]: header };
}
