/** A fenced block of a page, with the heading it stands beneath. */
export interface Block {
  language: string;
  text: string;
  section: string;
}

export function codeBlocks(page: string): Block[] {
  let section = '';
  return [...page.matchAll(/^## (.+)$|^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, heading, language, text]) => {
    if (heading !== undefined) section = heading;
    return language === undefined ? [] : [{ language, text: text ?? '', section }];
  });
}
