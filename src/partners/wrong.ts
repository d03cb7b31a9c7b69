// What is wrong with what was sent, in one vocabulary: a schema of a contract finds it, or a rule of the forms that staff fill in.
import type * as z from 'zod';
import { translator } from '../web/i18n.ts';
import { isFieldProblem, type FieldProblem as FormProblem } from '../web/lines.ts';
import { refused, type FieldProblem, type Refusal } from './problems.ts';

/** What a schema can say is wrong; rules of ours say more, each by its own name (`problems` in src/locales). */
export const shapeCodes = [
  'required',
  'type_invalid',
  'field_unknown',
  'too_short',
  'too_long',
  'too_many',
  'number_range',
  'invalid',
] as const;

type ShapeCode = (typeof shapeCodes)[number];
type Path = readonly PropertyKey[];

/** What a schema says is wrong, each with its place. */
export function wrongIn(error: z.ZodError | undefined, placeOf: (path: Path) => string): FieldProblem[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    // The message of many unknown fields names all of them, and would stand at each.
    const message = issue.code === 'unrecognized_keys' ? 'There is no such field.' : issue.message;
    return paths.map((path) => {
      const field = placeOf(path);
      if (isFieldProblem(message)) return wrong(field, message);
      // The schema would say that it received `undefined`, which is the word of our language and not of whoever sent nothing.
      if (issue.code === 'invalid_type' && isMissing(issue)) return wrong(field, 'required');
      return { field, code: shapeCodeOf(issue), detail: message };
    });
  });
}

type Issue = z.ZodError['issues'][number];

function shapeCodeOf(issue: Issue): ShapeCode {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? 'required' : 'type_invalid';
    case 'invalid_value':
      return isMissing(issue) ? 'required' : 'invalid';
    case 'unrecognized_keys':
      return 'field_unknown';
    case 'too_big':
      return issue.origin === 'string' ? 'too_long' : issue.origin === 'array' ? 'too_many' : 'number_range';
    case 'too_small':
      if (issue.origin !== 'string' && issue.origin !== 'array') return 'number_range';
      return issue.minimum === 1 ? 'required' : 'too_short';
    default:
      return 'invalid';
  }
}

/** Whether nothing was sent; known where the schema was told to report what it was given. */
function isMissing(issue: Issue): boolean {
  return 'input' in issue && issue.input === undefined;
}

/** A place in a body (RFC 6901). */
export function pointerOf(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Where a field of a form stands in a body: `vatId` in `/vat_id`, below `root`. */
export function pointerOfForm(root = ''): (path: Path) => string {
  return ([name]) => (name === undefined ? root : `${root}${pointerOf([snakeCase(String(name))])}`);
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type Checked<Output> = { ok: true; value: Output } | { ok: false; fields: FieldProblem[] };

/** What the schema of a form makes of what was sent; `root` is where its fields stand in the body. */
export function checked<Output>(schema: z.ZodType<Output>, typed: unknown, root = ''): Checked<Output> {
  const { success, data, error } = schema.safeParse(typed);
  return success ? { ok: true, value: data } : { ok: false, fields: wrongIn(error, pointerOfForm(root)) };
}

/** A field with what is wrong with it, by the name that forms have for that. */
export function wrong(field: string, code: FormProblem): FieldProblem {
  return { field, code, detail: translator('en')(`problems.${code}`) };
}

/** A refusal for these fields. */
export function invalid(fields: readonly FieldProblem[]): Refusal {
  return refused('invalid', { fields });
}
