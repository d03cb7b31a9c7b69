// What partners send is checked by the rules of the forms of staff; what those say is wrong is told at its place in the body.
import type * as z from 'zod';
import { refused, type FieldProblem, type Refusal } from '../../partners/problems.ts';
import { translator } from '../../web/i18n.ts';
import { isFieldProblem } from '../../web/lines.ts';

type Checked<Output> = { ok: true; value: Output } | { ok: false; fields: FieldProblem[] };

/** What the schema of a form makes of what was sent; `root` is where its fields stand in the body (RFC 6901). */
export function checked<Output>(schema: z.ZodType<Output>, typed: unknown, root = ''): Checked<Output> {
  const result = schema.safeParse(typed);
  if (result.success) return { ok: true, value: result.data };
  const fields = result.error.issues.map(({ path, message }) => {
    const place = path.length === 0 ? root : `${root}/${placeOf(String(path[0]))}`;
    return wrong(place, isFieldProblem(message) ? message : 'invalid');
  });
  return { ok: false, fields };
}

/** A field with what is wrong with it, by the name that forms have for that. */
export function wrong(field: string, code: string): FieldProblem {
  return { field, code, detail: translator('en')(`problems.${isFieldProblem(code) ? code : 'invalid'}`) };
}

/** A refusal for these fields. */
export function invalid(fields: readonly FieldProblem[]): Refusal {
  return refused('invalid', { fields });
}

/** Where a field of a form stands in a body: `vatId` in `vat_id`. */
function placeOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
