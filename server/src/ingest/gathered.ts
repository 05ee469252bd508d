const blockSize = 16_384
/** Smaller pieces are copied together: a body may come in a million pieces of one byte, each of which costs a hundred to keep. */
const smallPiece = 4_096

/** Pieces of bytes put together at little cost, however small they are. */
export class Gathered {
  private pieces: Buffer[] = []
  private block = Buffer.alloc(0)
  private used = 0
  private total = 0

  get size(): number {
    return this.total
  }

  add(piece: Buffer): void {
    this.total += piece.length
    if (piece.length >= smallPiece) {
      this.endBlock()
      this.pieces.push(piece)
      return
    }
    if (this.used + piece.length > this.block.length) {
      this.endBlock()
      this.block = Buffer.allocUnsafe(blockSize)
    }
    this.used += piece.copy(this.block, this.used)
  }

  /** What was added since the last time, in order and in few pieces. */
  take(): Buffer[] {
    this.endBlock()
    const { pieces } = this
    this.pieces = []
    this.total = 0
    return pieces
  }

  private endBlock(): void {
    if (this.used > 0) this.pieces.push(this.block.subarray(0, this.used))
    this.block = this.block.subarray(this.used)
    this.used = 0
  }
}

export const joined = (pieces: Buffer[]): Buffer =>
  pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
