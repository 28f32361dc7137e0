/// Least squares in double precision by a singular value decomposition, with or without a ridge.
///
///     let problem = LeastSquares(rows)         // one row of numbers an example
///     problem.solution(y)                      // the shortest w with the least |A w - y|²
///     problem.solution(y, ridge: 0.1)          // the w with the least |A w - y|² + 0.1 |w|²
///
/// The decomposition serves any number of right-hand sides and ridges. It is meant for problems of
/// up to some hundred rows or columns.
public struct LeastSquares: Sendable {
  /// The singular values above the rounding errors of the largest, in no particular order.
  public let singularValues: [Double]
  private let rowCount: Int
  private let columnCount: Int
  /// For each singular value, a unit vector as long as a column of A, and one as long as a row.
  private let left: [[Double]]
  private let right: [[Double]]

  /// - Parameter rows: the matrix A, its rows all of one length.
  public init(_ rows: [[Double]]) {
    rowCount = rows.count
    columnCount = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { [columnCount] in $0.count == columnCount }, "rows differ in length")
    // Columns are turned against each other, so the shorter side should have the columns.
    let isWide = columnCount > rowCount
    let columns =
      isWide ? rows : (0..<columnCount).map { column in rows.map { $0[column] } }
    let (values, long, short) = orthogonalized(columns)
    singularValues = values
    (left, right) = isWide ? (short, long) : (long, short)
  }

  /// The number of directions of w that A can tell apart.
  public var rank: Int { singularValues.count }

  /// The w that minimises |A w - y|² + ridge |w|²; without a ridge, the shortest of all that
  /// minimise |A w - y|².
  public func solution(_ y: [Double], ridge: Double = 0) -> [Double] {
    precondition(y.count == rowCount, "A has \(rowCount) rows but y \(y.count) numbers")
    precondition(ridge >= 0, "a ridge is not negative")
    var w = [Double](repeating: 0, count: columnCount)
    for (value, (u, v)) in zip(singularValues, zip(left, right)) {
      let factor = value / (value * value + ridge) * dot(u, y)
      for index in w.indices { w[index] += factor * v[index] }
    }
    return w
  }
}

/// Turns pairs of columns until all are orthogonal (one-sided Jacobi; Golub and Van Loan, Matrix
/// Computations, section 8.6.3): their lengths then are the singular values.
///
/// - Returns: the values that are not zero, the columns divided by them, and the vectors of the
///   turns.
private func orthogonalized(
  _ columns: [[Double]]
) -> (values: [Double], columns: [[Double]], turns: [[Double]]) {
  var columns = columns
  let count = columns.count
  var turns = (0..<count).map { index in (0..<count).map { $0 == index ? 1.0 : 0 } }
  var isSettled = count < 2
  // Convergence is quadratic; a dozen sweeps are more than any matrix of doubles takes.
  for _ in 0..<60 where !isSettled {
    isSettled = true
    for p in 0..<(count - 1) {
      for q in (p + 1)..<count {
        let (pp, qq, pq) = (
          dot(columns[p], columns[p]), dot(columns[q], columns[q]), dot(columns[p], columns[q])
        )
        guard abs(pq) > 1e-15 * (pp * qq).squareRoot() else { continue }
        isSettled = false
        let zeta = (qq - pp) / (2 * pq)
        let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        turn(&columns, p, q, cosine, cosine * tangent)
        turn(&turns, p, q, cosine, cosine * tangent)
      }
    }
  }
  let lengths = columns.map { dot($0, $0).squareRoot() }
  let size = Double(max(count, columns.first?.count ?? 0))
  let least = (lengths.max() ?? 0) * size * 0x1p-52
  let kept = lengths.indices.filter { lengths[$0] > least }
  return (
    kept.map { lengths[$0] }, kept.map { index in columns[index].map { $0 / lengths[index] } },
    kept.map { turns[$0] }
  )
}

private func turn(
  _ vectors: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double
) {
  for index in vectors[p].indices {
    let (a, b) = (vectors[p][index], vectors[q][index])
    vectors[p][index] = cosine * a - sine * b
    vectors[q][index] = sine * a + cosine * b
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
