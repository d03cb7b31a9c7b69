import type { Child } from 'hono/jsx';
import type { Translate } from '../web/i18n.ts';

type PagerProps = {
  t: Translate;
  /** Where the first page is; null on it. */
  first: string | null;
  /** Where the next page is; null on the last. */
  next: string | null;
  /** What else may be done with the list. */
  children?: Child;
};

/** The ways through a list of several pages, under it. */
export function Pager({ t, first, next, children }: PagerProps) {
  return (
    <div class="acts">
      {first && <a href={first}>{t('customers.first')}</a>}
      {next && (
        <a class="btn btn-plain btn-sm" href={next}>
          {t('customers.next')}
        </a>
      )}
      {children}
    </div>
  );
}
