// `\begin{matrix}` and the other environments: what their rows, columns and delimiters are.

extension MathParser {
  mutating func environment(at start: Int) throws(TypesettingError) -> Atom {
    let nameStart = index
    let name = try rawArgument(of: "begin")
    guard var table = try table(name) else {
      throw error(
        "unknown environment \(name); there are \(MathParser.environments)", at: nameStart)
    }
    let saved = declarations
    defer { declarations = saved }
    table.rows = try rows(name, at: start)
    let isInner = table.delimiters != nil
    return Atom(
      nucleus: .table(table), atomClass: isInner ? .inner : .ordinary, ink: declarations.ink)
  }

  private static let environments =
    "matrix, pmatrix, bmatrix, Bmatrix, vmatrix, Vmatrix, smallmatrix, cases, array, aligned, "
    + "split, gathered"

  /// The table of an environment without its rows; reads `array`'s columns.
  private mutating func table(_ name: String) throws(TypesettingError) -> Table? {
    let columnGap = 1.0
    func matrix(_ open: DelimiterSymbol, _ close: DelimiterSymbol) -> Table {
      var table = Table(
        rows: [],
        columns: [.init(alignment: .center, gap: 0), .init(alignment: .center, gap: columnGap)])
      if open != nil || close != nil { table.delimiters = (open, close) }
      return table
    }
    switch name {
    case "matrix": return matrix(nil, nil)
    case "pmatrix": return matrix("(", ")")
    case "bmatrix": return matrix("[", "]")
    case "Bmatrix": return matrix("{", "}")
    case "vmatrix": return matrix("|", "|")
    case "Vmatrix": return matrix("‖", "‖")
    case "smallmatrix":
      var table = matrix(nil, nil)
      table.columns[1].gap = 5.0 / 18
      table.level = .script
      table.strut = (0, 0)
      table.baselineSkip = 0.6
      table.lineSkip = 0.15
      table.lineSkipLimit = 0.15
      return table
    case "cases", "dcases":
      var table = Table(
        rows: [], columns: [.init(alignment: .left, gap: 0), .init(alignment: .left, gap: 1)])
      table.leastColumns = 2
      table.strut = (1.2 * 0.84, 1.2 * 0.36)
      table.delimiters = ("{", nil)
      return table
    case "aligned", "align", "align*", "split", "eqnarray", "eqnarray*":
      var table = Table(
        rows: [],
        columns: [
          .init(alignment: .right, gap: 0), .init(alignment: .left, gap: 0),
          .init(alignment: .right, gap: 1), .init(alignment: .left, gap: 0),
        ])
      table.repeats = 2
      return displayed(table)
    case "gathered", "gather", "gather*":
      return displayed(Table(rows: [], columns: [.init(alignment: .center, gap: 0)]))
    case "array": return try array()
    default: return nil
    }
  }

  /// With cells in display style and lines three points further apart than text.
  private func displayed(_ table: Table) -> Table {
    var table = table
    table.level = .display
    table.baselineSkip = 1.5
    table.lineSkipLimit = 0.3
    table.lineSkip = 0.4
    return table
  }

  /// `\substack{…}`: centred lines in script style, for limits.
  mutating func substack(at start: Int) throws(TypesettingError) -> Atom {
    guard next() == .open else { throw error("\\substack needs its lines in braces", at: start) }
    let saved = declarations
    defer { declarations = saved }
    var table = Table(rows: [Table.Row(cells: [])], columns: [.init(alignment: .center, gap: 0)])
    table.level = .script
    table.strut = (0, 0)
    table.baselineSkip = 0.57
    table.lineSkip = 0.1
    table.lineSkipLimit = 0.1
    while true {
      table.rows[table.rows.count - 1].cells = [try list()]
      declarations = saved
      let place = index
      switch next() {
      case .command("\\"): table.rows.append(Table.Row(cells: []))
      case .close:
        return Atom(nucleus: .table(table), atomClass: .ordinary, ink: declarations.ink)
      case .alignment?: throw error("\\substack has only one column", at: place)
      default: throw error("the lines of \\substack are never closed by a }", at: start)
      }
    }
  }

  private mutating func array() throws(TypesettingError) -> Table {
    let start = index
    let specification = try rawArgument(of: "begin{array}")
    var table = Table(rows: [], columns: [], repeats: 0)
    var gap = 0.5
    var hasRule = false
    var scalars = specification.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      let alignment: Table.Alignment
      switch scalar {
      case "l": alignment = .left
      case "c": alignment = .center
      case "r": alignment = .right
      case "|":
        hasRule = true
        continue
      case "@":
        // `@{}` takes the space at this place away.
        var skipped = ""
        while let next = scalars.next() {
          skipped.unicodeScalars.append(next)
          if next == "}" { break }
        }
        guard skipped == "{}" else {
          throw error("in an array's columns only @{} may follow the @", at: start)
        }
        gap = 0
        continue
      case let other where other.properties.isWhitespace: continue
      default:
        throw error("an array's columns are l, c, r, | and @{}, not \(scalar)", at: start)
      }
      table.columns.append(.init(alignment: alignment, gap: gap, hasRule: hasRule))
      gap = 1
      hasRule = false
    }
    guard !table.columns.isEmpty else {
      throw error("an array needs its columns, as in \\begin{array}{lr}", at: start)
    }
    table.trailing = gap == 0 ? 0 : 0.5
    table.trailingRule = hasRule
    return table
  }

  /// The rows up to `\end{name}`, which is read too.
  private mutating func rows(
    _ name: String, at start: Int
  ) throws(TypesettingError) -> [Table.Row] {
    var rows = [Table.Row(cells: [])]
    let outer = verticalSpace
    defer { verticalSpace = outer }
    verticalSpace = 0
    while true {
      let saved = declarations
      rows[rows.count - 1].cells.append(try list())
      rows[rows.count - 1].skip = verticalSpace
      declarations = saved
      let place = index
      switch next() {
      case .alignment: break
      case .command("\\"), .command("cr"):
        _ = star()
        rows[rows.count - 1].extra = try rowGap()
        rows.append(Table.Row(cells: []))
        verticalSpace = 0
      case .command("end"):
        let closed = try rawArgument(of: "end")
        guard closed == name else {
          throw error("\\begin{\(name)} is ended by \\end{\(closed)}", at: place)
        }
        // A last row that is empty only closes the one before.
        if rows.count > 1, let last = rows.last, last.cells.allSatisfy(\.isEmpty) {
          rows.removeLast()
        }
        return rows
      default: throw error("\\begin{\(name)} has no \\end{\(name)}", at: start)
      }
    }
  }

  /// The optional length after a row, in em.
  private mutating func rowGap() throws(TypesettingError) -> Double {
    // A bracket on the next line belongs to the next row, as with amsmath.
    guard index < end, source.scalars[index] == "[" else { return 0 }
    let start = index
    var written = ""
    index += 1
    while index < end, source.scalars[index] != "]" {
      written.unicodeScalars.append(source.scalars[index])
      index += 1
    }
    guard index < end, let (gap, _) = Length.em(written) else {
      throw error("after \\\\ a [ must hold a length such as 5pt", at: start)
    }
    index += 1
    return gap
  }
}
