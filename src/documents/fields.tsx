// Links to documents, and what they lead to.
import type { AnyContext } from '../web/context.ts';
import { download } from '../web/downloads.ts';
import type { Translate } from '../web/i18n.ts';
import type { Document } from './documents.ts';
import { fileOf, nameOf } from './pdf.ts';

export type Linked = Pick<Document, 'id' | 'type' | 'number'>;

/** A list of documents, each as a link to its PDF below `at`. */
export function DocumentLinks({ t, at, documents }: { t: Translate; at: string; documents: readonly Linked[] }) {
  return (
    <ul class="places">
      {documents.map((document) => (
        <li>
          <a class="underline" href={`${at}/${document.id}/pdf`}>
            {nameOf(t, document)} (PDF)
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The document as a file to save; its PDF is made now, the same each time. */
export async function pdfReply(c: AnyContext, document: Document): Promise<Response> {
  const { bytes, name } = await fileOf(document);
  return c.body(bytes, 200, download('application/pdf', name));
}
