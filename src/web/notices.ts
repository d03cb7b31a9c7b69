// What a page says of what was just done: a POST leads to it with `?done=` or `?problem=`, and whatever else stands there is passed over.
import type { AnyContext } from './context.ts';

/** What was just done, or why it was not, of what a page has words for; undefined where nothing just happened. */
export type NoticeOf<Happenings extends readonly string[], Problems extends readonly string[]> =
  { done: Happenings[number] } | { problem: Problems[number] } | undefined;

/** Which of the happenings the address says, if it says one. */
export function doneIn<const Done extends string>(c: AnyContext, happenings: readonly Done[]): Done | undefined {
  return happenings.find((one) => one === c.req.query('done'));
}

/** Which of the happenings the address says, or which of the problems, if it says either. */
export function noticeIn<const Done extends string, const Problem extends string>(
  c: AnyContext,
  happenings: readonly Done[],
  problems: readonly Problem[],
): NoticeOf<readonly Done[], readonly Problem[]> {
  const done = doneIn(c, happenings);
  const problem = problems.find((one) => one === c.req.query('problem'));
  if (done) return { done };
  return problem && { problem };
}
