/// TeX's eight classes of atoms (The TeXbook, chapter 17), which decide the space between them.
enum AtomClass: Int, Sendable {
  case ordinary, largeOperator, binary, relation, opening, closing, punctuation, inner

  /// The space between two neighbours, from the table in chapter 18 of The TeXbook.
  enum Space: Sendable {
    case none
    /// Also in script styles.
    case thinAlways
    /// The others disappear in script styles.
    case thin, medium, thick

    /// In mu, eighteenths of an em.
    func mu(inScript: Bool) -> Double {
      switch self {
      case .none: 0
      case .thinAlways: 3
      case .thin: inScript ? 0 : 3
      case .medium: inScript ? 0 : 4
      case .thick: inScript ? 0 : 5
      }
    }
  }

  /// Rows: the left atom; columns: the right one. `*` can't occur, since a binary operator without
  /// operands has become an ordinary atom.
  private static let table: [[UInt8]] = [
    //     Ord Op Bin Rel Open Close Punct Inner
    Array("0 1 2 3 0 0 0 4".utf8),  // Ord
    Array("1 1 * 3 0 0 0 4".utf8),  // Op
    Array("2 2 * * 2 * * 2".utf8),  // Bin
    Array("3 3 * 0 3 0 0 3".utf8),  // Rel
    Array("0 0 * 0 0 0 0 0".utf8),  // Open
    Array("0 1 2 3 0 0 0 4".utf8),  // Close
    Array("4 4 * 4 4 4 4 4".utf8),  // Punct
    Array("4 1 2 3 4 0 4 4".utf8),  // Inner
  ]

  func space(before next: AtomClass) -> Space {
    switch AtomClass.table[rawValue][2 * next.rawValue] {
    case UInt8(ascii: "1"): .thinAlways
    case UInt8(ascii: "2"): .medium
    case UInt8(ascii: "3"): .thick
    case UInt8(ascii: "4"): .thin
    default: .none
    }
  }
}
