import type { Photo } from '../../../../lib/shared/photo.ts'
import { photoPath, renditionWidths } from '../../../../lib/shared/rendition.ts'

/** The renditions from which a browser takes what fits, the smallest first; `src` is the largest. */
export function photoSources({ id, width }: Photo): { srcSet: string; src: string } {
  const widths = renditionWidths(width)
  return {
    srcSet: widths.map(each => `${photoPath(id, each)} ${each}w`).join(),
    src: photoPath(id, Math.max(...widths)),
  }
}
