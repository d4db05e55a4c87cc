/** An event as the protocol has it. `data` is text already; where it stands for an object, its JSON ("double encoding"). */
export interface ProtocolEvent {
  event: string
  channel?: string
  data?: string
  /** On client events of a presence channel: who sent it, as the application server signed it. */
  user_id?: string
}

/**
 * One event as the bytes of one WebSocket text frame, made once and written to every reader's stream as it is.
 * Server frames are unmasked, so all readers get the same bytes. Source: RFC 6455 §5.2.
 */
export function encodeEvent(event: ProtocolEvent): Buffer {
  const text = JSON.stringify(event)
  const length = Buffer.byteLength(text)
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = FINAL_TEXT
  if (start === 2) frame[1] = length
  if (start === 4) frame.writeUInt16BE(length, markLength(frame, 126))
  if (start === 10) frame.writeBigUInt64BE(BigInt(length), markLength(frame, 127))
  frame.write(text, start)
  return frame
}

const FINAL_TEXT = 0x81

/** Says that the length follows in its own bytes, and where. */
function markLength(frame: Buffer, mark: 126 | 127): number {
  frame[1] = mark
  return 2
}
