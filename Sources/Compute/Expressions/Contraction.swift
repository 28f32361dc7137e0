/// Contractions written with letters for axes, where they read better than products of matrices.
extension TensorExpression {
  /// The sum over all axes that the result doesn't name:
  /// `Value.contracted("bqd,bkd->bqk", queries, keys)` gives each batch's products of queries and
  /// keys.
  ///
  /// Each letter names an axis; a letter may stand once in each operand and once in the result, and
  /// the extents of equal letters are equal.
  public static func contracted(_ formula: String, _ a: Self, _ b: Self) -> Self {
    let text = Array(formula.filter { $0 != " " })
    guard let comma = text.firstIndex(of: ","), let dash = text.firstIndex(of: "-"),
      comma < dash, dash + 1 < text.count, text[dash + 1] == ">"
    else {
      return a.failing(
        ShapeError("contraction \(formula)", [a.shape, b.shape], "it should read like ij,jk->ik"))
    }
    let left = Array(text[..<comma]), right = Array(text[(comma + 1)..<dash])
    let result = Array(text[(dash + 2)...])
    var extents: [Character: Int] = [:]
    for (letters, shape) in [(left, a.shape), (right, b.shape)] {
      let fits =
        letters.count == shape.rank && Set(letters).count == letters.count
        && zip(letters, shape.extents).allSatisfy { extents[$0] ?? $1 == $1 }
      guard fits else {
        return a.failing(
          ShapeError(
            "contraction \(formula)", [a.shape, b.shape], "the letters don't fit the axes"))
      }
      for (letter, extent) in zip(letters, shape.extents) { extents[letter] = extent }
    }
    guard Set(result).count == result.count, result.allSatisfy({ extents[$0] != nil }) else {
      return a.failing(
        ShapeError("contraction \(formula)", [a.shape, b.shape], "the result has axes of its own"))
    }

    // Letters of one operand alone that the result lacks are summed first; the rest is a product of
    // matrices [batch, rows, inner] and [batch, inner, columns].
    func reduced(_ x: Self, _ letters: [Character], other: [Character]) -> (Self, [Character]) {
      let lost = letters.indices.filter {
        !result.contains(letters[$0]) && !other.contains(letters[$0])
      }
      let kept = letters.indices.filter { !lost.contains($0) }.map { letters[$0] }
      return (lost.isEmpty ? x : x.sum(lost), kept)
    }
    let (x, lettersX) = reduced(a, left, other: right),
      (y, lettersY) = reduced(b, right, other: left)
    let batch = result.filter { lettersX.contains($0) && lettersY.contains($0) }
    let inner = lettersX.filter { lettersY.contains($0) && !result.contains($0) }
    let rows = result.filter { lettersX.contains($0) && !lettersY.contains($0) }
    let columns = result.filter { lettersY.contains($0) && !lettersX.contains($0) }
    func size(_ letters: [Character]) -> Int { letters.reduce(1) { $0 * (extents[$1] ?? 1) } }
    func arranged(_ x: Self, _ letters: [Character], _ groups: [[Character]]) -> Self {
      x.permuted(groups.joined().compactMap(letters.firstIndex)).reshaped(Shape(groups.map(size)))
    }
    let product = arranged(x, lettersX, [batch, rows, inner])
      .matmul(arranged(y, lettersY, [batch, inner, columns]))
    let order = batch + rows + columns
    return product.reshaped(Shape(order.map { extents[$0] ?? 1 }))
      .permuted(result.compactMap(order.firstIndex))
  }
}
