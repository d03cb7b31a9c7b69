// The picture of a product as staff see it, with the forms that upload and remove it.
import { FileField } from '../../ui/files.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import { ProductPicture } from '../fields.tsx';
import { mostPixels } from './reading.ts';

type PictureSectionProps = {
  shell: Shell;
  product: { id: string; picture: string | null; names: Readonly<Record<string, string>> } & {
    pictureWidth: number | null;
    pictureHeight: number | null;
  };
  form: FormState;
  mayChange: boolean;
};

export function PictureSection({ shell, product, form, mayChange }: PictureSectionProps) {
  const { t, language } = shell;
  const at = `/admin/products/${product.id}/picture`;
  return (
    <section class="part">
      <h2>{t('catalogue.picture')}</h2>
      {product.picture === null ? (
        <p>{t('catalogue.no_picture')}</p>
      ) : (
        <ProductPicture shell={shell} product={product} class="picture" />
      )}
      {mayChange && (
        <form method="post" action={at} enctype="multipart/form-data" class="part" novalidate>
          <FileField
            t={t}
            form={form}
            name="picture"
            label={t('catalogue.choose_picture')}
            hint={t('catalogue.picture_hint', { most: whole(mostPixels, language) })}
            accept="image/png,image/jpeg,image/webp"
          />
          <button class="btn btn-plain self-start" type="submit">
            {t('catalogue.upload')}
          </button>
        </form>
      )}
      {mayChange && product.picture !== null && (
        <form method="post" action={`${at}/removal`}>
          <button class="btn btn-plain btn-sm" type="submit">
            {t('catalogue.remove_picture')}
          </button>
        </form>
      )}
    </section>
  );
}
