import CNumerics

/// Entries of a matrix that is zero elsewhere: which rows and columns they stand in.
public struct SparsePattern: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// The row of each entry.
  public let row: [Int]
  /// The column of each entry.
  public let column: [Int]

  /// Entries outside the matrix stop the process.
  public init(rows: Int, columns: Int, entries: [(row: Int, column: Int)]) {
    for (row, column) in entries where !(0..<rows ~= row && 0..<columns ~= column) {
      fatalError("sparse pattern: no entry (\(row), \(column)) in a matrix of \(rows) × \(columns)")
    }
    self.rows = rows
    self.columns = columns
    row = entries.map(\.row)
    column = entries.map(\.column)
  }

  public var count: Int { row.count }
}

/// A sparse matrix, given by its entries, times a dense one.
/// Inputs: entries [count], matrix [columns, width], row numbers, column numbers.
struct SparseProduct: Operation {
  let rows: Int

  var name: String { "sparse product" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[1].rank == 2, inputs[0].rank == 1, inputs[0] == inputs[2], inputs[0] == inputs[3]
    else { throw ShapeError(name, Array(inputs[..<2]), "entries and a matrix are needed") }
    return [rows, inputs[1][1]]
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    let (entries, x, row, column) = (inputs[0], inputs[1], inputs[2], inputs[3])
    return [
      (g.gather(row) * x.gather(column)).sum([-1]),
      entries.apply(SparseProduct(rows: x.shape[0]), g, column, row), nil, nil,
    ]
  }
  func calls(_ site: KernelSite) -> [KernelCall] {
    [
      KernelCall(
        Kernels.table.sparse, [site.output] + site.inputs.map(site.address),
        [site.inputs[0].count, site.inputs[1].extents[1], rows, site.inputs[1].extents[0]])
    ]
  }
}

extension TensorExpression {
  /// The product of the matrix that has this vector's numbers as its entries, and a dense matrix
  /// `[columns, width]`: `[rows, width]`. Work and memory grow with the entries alone.
  public func sparseProduct(_ pattern: SparsePattern, _ matrix: Self) -> Self {
    guard shape == [pattern.count], matrix.shape.rank == 2, matrix.shape[0] == pattern.columns
    else {
      return failing(
        ShapeError(
          "sparse product", [shape, matrix.shape],
          "\(pattern.count) entries and a matrix of \(pattern.columns) rows are needed"))
    }
    func numbers(_ indices: [Int]) -> Self { constant(Tensor(indices.map { Float($0) })) }
    return apply(
      SparseProduct(rows: pattern.rows), matrix, numbers(pattern.row), numbers(pattern.column))
  }
}
