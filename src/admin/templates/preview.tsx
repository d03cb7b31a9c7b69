// A message as it would arrive: in frames of two widths that run nothing and know nothing of the page around them, and as text.
import type { Parts } from '../../messages/templates/parts.ts';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { isLanguage } from '../../web/i18n.ts';
import { pathOf } from './input.ts';
import type { Which } from './versions.ts';

/** What would be sent, of whom or of which order it is (empty for an example), and how they are written to. */
export type Previewed = { sent: Parts; whose: string; speaks: string | null };

type PreviewProps = { shell: Shell; which: Which; preview: Previewed };

export function Preview({ shell, which, preview: { sent, whose, speaks } }: PreviewProps) {
  const { t } = shell;
  const isOther = speaks !== null && isLanguage(speaks) && speaks !== which.language;
  return (
    <section class="panel" id="preview" role="status">
      <h2>{t('templates.preview_title')}</h2>
      <p>
        {whose === '' ? t('templates.preview_example') : t('templates.preview_of', { whose })}{' '}
        {t('templates.preview_masked')}
      </p>
      {isOther && (
        <p>
          {t('templates.preview_speaks', { whose })}{' '}
          <a class="underline" href={pathOf({ ...which, language: speaks })} lang={speaks}>
            {languageName(speaks)}
          </a>
        </p>
      )}
      <p>
        <span class="quiet">{t('templates.subject')}:</span> <strong lang={which.language}>{sent.subject}</strong>
      </p>
      <div class="frames">
        <Frame title={t('templates.phone')} width="phone" html={sent.html} />
        <Frame title={t('templates.desktop')} width="desktop" html={sent.html} />
      </div>
      <h3>{t('templates.text')}</h3>
      <pre class="mail" lang={which.language}>
        {sent.text}
      </pre>
    </section>
  );
}

function Frame({ title, width, html }: { title: string; width: 'phone' | 'desktop'; html: string }) {
  return (
    <figure>
      <figcaption class="quiet">{title}</figcaption>
      <section tabindex={0} aria-label={title}>
        <iframe class={`framed framed-${width}`} title={title} sandbox="" srcdoc={html}></iframe>
      </section>
    </figure>
  );
}
