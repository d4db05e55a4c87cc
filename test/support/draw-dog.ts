import sharp from 'sharp'

/** A picture of a guest, as a phone at Burek's birthday would take it. Colours as CSS has them. */
export interface Guest {
  fur: string
  hat: string
  /** Pixels. */
  width: number
  height: number
}

/** As JPEG. */
export function drawDog({ fur, hat, width, height }: Guest): Promise<Buffer> {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 120 90" preserveAspectRatio="xMidYMid slice">
    <rect x="-60" y="-60" width="240" height="210" fill="#bcd9ea"/><rect x="-60" y="52" width="240" height="100" fill="#7fa65a"/>
    <ellipse cx="12" cy="50" rx="34" ry="16" fill="#5f8a45"/><ellipse cx="104" cy="49" rx="40" ry="19" fill="#557d3e"/>
    <ellipse cx="60" cy="98" rx="27" ry="32" fill="${fur}"/><circle cx="60" cy="52" r="20" fill="${fur}"/>
    <path d="M41 46q-11 4-9 22 8 2 13-9zM79 46q11 4 9 22-8 2-13-9z" fill="#3d2b20"/>
    <ellipse cx="60" cy="59" rx="10" ry="8" fill="#f3e6d4"/><ellipse cx="60" cy="55" rx="3.6" ry="2.6" fill="#201714"/>
    <circle cx="52.5" cy="47" r="2.4" fill="#201714"/><circle cx="67.5" cy="47" r="2.4" fill="#201714"/>
    <path d="M60 58v4q-4 4-7 1M60 62q4 4 7 1" fill="none" stroke="#201714" stroke-width="1.2"/>
    <path d="M48 35 60 8l12 27z" fill="${hat}"/><path d="M51.5 27h17l2 4.6h-21zM55.5 18h9l2 4.6h-13z" fill="#fff"/></svg>`
  return sharp(Buffer.from(picture)).jpeg({ quality: 90 }).toBuffer()
}
