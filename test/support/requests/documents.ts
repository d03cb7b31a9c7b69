// What partners ask of documents.
import { aDocument } from '../documents.ts';
import type { Readying } from './requests.ts';

export const documentRequests: Record<string, Readying> = {
  listDocuments: async () => {
    await aDocument();
    return { path: '/documents?type=invoice' };
  },
  getDocument: async () => ({ path: `/documents/${await aDocument()}` }),
  getDocumentPdf: async () => ({ path: `/documents/${await aDocument()}/pdf` }),
};
