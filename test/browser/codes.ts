// QR codes as they stand on the screen, read by a reader that is not ours.
import { setTimeout as wait } from 'node:timers/promises';
import jsQR from 'jsqr';
import type { Locator } from 'playwright-core';
import { browser } from './visitor.ts';

type Pixels = { width: number; height: number; data: number[] };

/** What a banking app reads from the picture of a code; like one, it looks again while the page still comes into sight. */
export async function scanned(picture: Locator): Promise<string | undefined> {
  for (let looks = 0; looks < 5; looks += 1) {
    const read = await lookAt(picture);
    if (read !== undefined) return read;
    await wait(200);
  }
  return undefined;
}

/** A page of its own takes the picture apart: scripts run in that one. */
async function lookAt(picture: Locator): Promise<string | undefined> {
  const png = (await picture.screenshot({ animations: 'disabled' })).toString('base64');
  const reader = await browser.newPage();
  const { width, height, data } = await reader.evaluate<Pixels>(`
    (async () => {
      const bytes = Uint8Array.from(atob('${png}'), (one) => one.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const { width, height, data } = canvas.getImageData(0, 0, image.width, image.height);
      return { width, height, data: [...data] };
    })()`);
  await reader.close();
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
