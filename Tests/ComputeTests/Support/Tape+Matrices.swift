import Foundation

/// Decompositions of the oracle: the textbook's algorithms on single numbers, each of which is on
/// the tape.
extension Tape {
  /// The number at a row and a column.
  private func number(_ row: Int, _ column: Int) -> Tape { pick([row * shape[1] + column], []) }

  private static func matrix(_ rows: [[Tape]]) -> Tape {
    let parts = rows.flatMap { $0 }
    return Tape(parts.map { $0.value[0] }, [rows.count, rows[0].count], parts) { node in
      for (index, part) in parts.enumerated() { part.gradient[0] += node.gradient[index] }
    }
  }

  private var squareRoot: Tape {
    map {
      $0.squareRoot()
    } _: { _, y in
      0.5 / y
    }
  }
  private var zero: Tape { Tape([0], []) }

  /// The lower triangular factor, row by row (Cholesky and Banachiewicz).
  func cholesky() -> Tape {
    let n = shape[0]
    var l = [[Tape]](repeating: [Tape](repeating: zero, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = number(i, j)
        for k in 0..<j { sum = sum - l[i][k] * l[j][k] }
        l[i][j] = i == j ? sum.squareRoot : sum / l[j][j]
      }
    }
    return Tape.matrix(l)
  }

  /// X with A X = B by elimination without exchanges, which diagonally heavy matrices don't need.
  func solve(_ b: Tape) -> Tape {
    let n = shape[0]
    let m = b.shape[1]
    var a = (0..<n).map { i in (0..<n).map { number(i, $0) } }
    var x = (0..<n).map { i in (0..<m).map { b.number(i, $0) } }
    for k in 0..<n {
      for i in (k + 1)..<n {
        let factor = a[i][k] / a[k][k]
        for j in k..<n { a[i][j] = a[i][j] - factor * a[k][j] }
        for j in 0..<m { x[i][j] = x[i][j] - factor * x[k][j] }
      }
    }
    for k in stride(from: n - 1, through: 0, by: -1) {
      for j in 0..<m {
        for i in (k + 1)..<n { x[k][j] = x[k][j] - a[k][i] * x[i][j] }
        x[k][j] = x[k][j] / a[k][k]
      }
    }
    return Tape.matrix(x)
  }

  /// The logarithm of the product of a triangular matrix's diagonal.
  func logDiagonal() -> Tape {
    (0..<shape[0]).reduce(zero) { sum, i in
      sum + number(i, i).map(Foundation.log) { x, _ in 1 / x }
    }
  }

  /// Columns made orthonormal one after the other (Gram and Schmidt).
  func qr() -> (q: Tape, r: Tape) {
    let m = shape[0]
    let n = shape[1]
    var q = [[Tape]](repeating: [], count: n)
    var r = [[Tape]](repeating: [Tape](repeating: zero, count: n), count: n)
    for j in 0..<n {
      var column = (0..<m).map { number($0, j) }
      for k in 0..<j {
        r[k][j] = zip(q[k], (0..<m).map { number($0, j) }).reduce(zero) { $0 + $1.0 * $1.1 }
        column = zip(column, q[k]).map { $0 - r[k][j] * $1 }
      }
      r[j][j] = column.reduce(zero) { $0 + $1 * $1 }.squareRoot
      q[j] = column.map { $0 / r[j][j] }
    }
    return (Tape.matrix((0..<m).map { row in q.map { $0[row] } }), Tape.matrix(r))
  }

  /// The sum of the diagonal.
  func trace() -> Tape { (0..<shape[0]).reduce(zero) { $0 + number($1, $1) } }
}
