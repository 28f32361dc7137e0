import Geometry
import Typesetting

/// A program in letters of equal width, its comments, keywords and strings told apart by tone and
/// slant (UDL, figure 7.8).
///
/// Every line is the part `line 1`, `line 2`, …. Offered too little width, the listing is set
/// smaller, down to seven tenths.
public struct Listing: Drawing {
  private let source: String
  private let language: SourceLanguage
  private var firstNumber: Int?
  private var highlighted: Set<Int> = []
  private var highlightTone = Tone.paleTeal

  /// - Parameter source: the program; what all its lines are indented by is left out, and a
  ///   tabulator stands for four spaces.
  public init(_ source: String, language: SourceLanguage = .swift) {
    self.source = source
    self.language = language
  }

  /// Numbers before the lines.
  public func lineNumbers(from first: Int = 1) -> Listing { with { $0.firstNumber = first } }

  /// Puts some lines, counted from 1, on a ground of their own.
  public func highlight(lines: some Sequence<Int>, _ tone: Tone = .paleTeal) -> Listing {
    with { ($0.highlighted, $0.highlightTone) = (Set(lines), tone) }
  }

  private func with(_ change: (inout Listing) -> Void) -> Listing {
    var listing = self
    change(&listing)
    return listing
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    var environment = environment
    environment.font = environment.font.monospaced()
    let whole = try SetListing(lines, environment, firstNumber)
    guard let room = proposal.width, whole.width > room else {
      return try laidOut(whole, environment)
    }
    environment.font = environment.font.scaled(by: max(room / whole.width, 0.7))
    return try laidOut(try SetListing(lines, environment, firstNumber), environment)
  }

  private var lines: [[SourceLanguage.Token]] {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0).replacingTabs
    }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    let indents = lines.filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == " " }.count }
    let indent = indents.min() ?? 0
    return language.tokens(of: lines.map { $0.dropFirst(indent) }.joined(separator: "\n"))
  }

  private func laidOut(_ listing: SetListing, _ environment: DrawingEnvironment) throws -> LaidOut {
    let theme = environment.theme
    let ground = try theme.color(highlightTone)
    let size = Size(listing.width, Double(listing.lines.count) * listing.pitch)
    return LaidOut(size: size, baseline: listing.ascent) { origin, canvas in
      for (index, line) in listing.lines.enumerated() {
        let top = origin.y + Double(index) * listing.pitch
        let frame = Rect(x: origin.x, y: top, width: listing.width, height: listing.pitch)
        try canvas.part("line \(index + 1)", frame: frame) { canvas in
          if highlighted.contains(index + 1) { canvas.fill(Path(rect: frame), ground) }
          for piece in line {
            try canvas.text(
              piece.text, at: Point(origin.x + piece.x, top + listing.ascent),
              color: try theme.color(piece.tone), theme: theme)
          }
        }
      }
    }
  }
}

/// A listing set in type of one size.
private struct SetListing {
  struct Piece {
    var text: TypesetText
    var x: Double
    var tone: Tone
  }

  var lines: [[Piece]] = []
  /// Distance from line to line, and from a line's top to its baseline.
  let pitch: Double
  let ascent: Double
  let width: Double

  init(
    _ tokens: [[SourceLanguage.Token]], _ environment: DrawingEnvironment, _ firstNumber: Int?
  ) throws {
    let style = environment.font.textStyle(in: environment.theme)
    let advance = try Typesetter.verbatim("0", style: style).width
    pitch = 1.25 * style.size
    ascent = 0.92 * style.size
    let margin = 0.4 * advance
    let lastNumber = firstNumber.map { $0 + tokens.count - 1 }
    let digits = lastNumber.map { "\($0)".count } ?? 0
    let start = margin + (digits == 0 ? 0 : Double(digits) + 1.5) * advance
    var widest = start
    for (index, line) in tokens.enumerated() {
      var pieces: [Piece] = []
      if let firstNumber {
        let number = "\(firstNumber + index)"
        pieces.append(
          Piece(
            text: try Typesetter.verbatim(number, style: style),
            x: margin + Double(digits - number.count) * advance, tone: .gray))
      }
      var x = start
      for token in line {
        let (tone, isItalic) = Self.look(of: token.kind, environment.foreground)
        var own = style
        own.isItalic = isItalic
        if token.kind == .keyword { own.weight = .bold }
        let text = try Typesetter.verbatim(token.text, style: own)
        if !token.text.allSatisfy(\.isWhitespace) {
          pieces.append(Piece(text: text, x: x, tone: tone))
        }
        // Slanted and bold letters are as wide as others; characters of other fonts need not be.
        x += text.width
      }
      widest = max(widest, x)
      lines.append(pieces)
    }
    width = widest + margin
  }

  private static func look(
    of kind: SourceLanguage.Kind, _ plain: Tone
  ) -> (tone: Tone, isItalic: Bool) {
    switch kind {
    case .plain, .number: (plain, false)
    case .keyword: (.steel, false)
    case .string: (.brown, false)
    case .comment: (.deepTeal, true)
    }
  }
}

extension String {
  fileprivate var replacingTabs: String {
    String(flatMap { $0 == "\t" ? Array("    ") : [$0] })
  }
}
