// A question before an act that matters: a button opens it over the page, by the browser alone.
import type { Child } from 'hono/jsx';
import type { Translate } from '../web/i18n.ts';

type DialogProps = {
  t: Translate;
  /** Unique on the page. */
  id: string;
  /** The words of the button that opens it. */
  label: string;
  title: string;
  /** How the opening button looks. */
  look?: 'plain' | 'danger';
  children: Child;
};

/** A button, and the dialog that it opens; the children say what will happen and hold the form that does it. */
export function Dialog({ t, id, label, title, look = 'plain', children }: DialogProps) {
  return (
    <>
      <button class={`btn btn-${look} self-start`} type="button" popovertarget={id}>
        {label}
      </button>
      <div class="dialog" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>{title}</h2>
        {children}
        <button class="btn btn-plain self-start" type="button" popovertarget={id} popovertargetaction="hide">
          {t('acts.cancel')}
        </button>
      </div>
    </>
  );
}
