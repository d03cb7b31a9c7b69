// Parts of a page that come anew from the server while the page stays. A part is an element with an id.

/** The page that a reply holds. */
export async function pageIn(reply: Response): Promise<Document> {
  return new DOMParser().parseFromString(await reply.text(), 'text/html');
}

/** Puts the part of the other page in place of the present one, and returns it; null where either page has none. */
export function replacePart(page: Document, id: string): HTMLElement | null {
  const [present, next] = [document.getElementById(id), page.getElementById(id)];
  if (!present || !next) return null;
  present.replaceWith(document.adoptNode(next));
  return next;
}

/** Tells people who do not see the page change. */
export function say(words: string): void {
  const said = document.getElementById('said');
  if (said && said.textContent !== words) said.textContent = words;
}
