/// A family of letter shapes. Unicode keeps each at code points of its own, from U+1D400, except
/// for the letters that it already had elsewhere.
enum Alphabet: Sendable {
  /// TeX's default: Latin and lower-case Greek letters are italic, digits and capital Greek
  /// upright.
  case normal
  /// Upright Latin capitals and small letters, italic small Greek: `\mathbf` and `\boldsymbol`.
  case bold
  case calligraphic, blackboard, fraktur
  /// The fonts of plain words: `\mathrm`, `\mathit`, `\mathsf`.
  case words(FontFace)

  /// The character that stands for `letter` in this alphabet; characters without a form of their
  /// own stay as they are.
  func style(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    let form: Form
    switch letter {
    case "A"..."Z":
      guard let start = latin else { return letter }
      form = Form(start, letter.value - 0x41)
    case "a"..."z":
      guard let start = latin else { return letter }
      form = Form(start, letter.value - 0x61 + 26)
    case "0"..."9":
      switch self {
      case .bold: form = Form(0x1d7ce, letter.value - 0x30)
      case .blackboard: form = Form(0x1d7d8, letter.value - 0x30)
      default: return letter
      }
    case "ı": return self.isNormal ? "𝚤" : letter
    case "ȷ": return self.isNormal ? "𝚥" : letter
    default:
      guard let index = Alphabet.greekIndex(letter) else { return letter }
      let isCapital = index < 26
      switch self {
      case .normal:
        guard !isCapital else { return letter }
        form = Form(0x1d6e2, index)
      case .bold: form = Form(isCapital ? 0x1d6a8 : 0x1d71c, index)
      default: return letter
      }
    }
    let value = form.start + form.offset
    return Alphabet.holes[value] ?? Unicode.Scalar(value) ?? letter
  }

  private struct Form {
    var start: UInt32
    var offset: UInt32
    init(_ start: UInt32, _ offset: UInt32) {
      self.start = start
      self.offset = offset
    }
  }

  private var isNormal: Bool { if case .normal = self { true } else { false } }

  /// Where the alphabet's 52 Latin letters start.
  private var latin: UInt32? {
    switch self {
    case .normal: 0x1d434
    case .bold: 0x1d400
    case .calligraphic: 0x1d49c
    case .fraktur: 0x1d504
    case .blackboard: 0x1d538
    case .words: nil
    }
  }

  /// The position in Unicode's mathematical Greek alphabets: 25 capitals with the theta symbol,
  /// nabla, 25 small letters with the final sigma, then the partial sign and the variant letters.
  static func greekIndex(_ letter: Unicode.Scalar) -> UInt32? {
    switch letter {
    case "ϴ": 17
    case "Α"..."Ω": letter.value - 0x391
    case "∇": 25
    case "α"..."ω": letter.value - 0x3b1 + 26
    case "∂": 51
    case "ϵ": 52
    case "ϑ": 53
    case "ϰ": 54
    case "ϕ": 55
    case "ϱ": 56
    case "ϖ": 57
    default: nil
    }
  }

  /// Letters that Unicode had before the mathematical alphabets.
  private static let holes: [UInt32: Unicode.Scalar] = [
    0x1d455: "ℎ",
    0x1d49d: "ℬ", 0x1d4a0: "ℰ", 0x1d4a1: "ℱ", 0x1d4a3: "ℋ", 0x1d4a4: "ℐ", 0x1d4a7: "ℒ",
    0x1d4a8: "ℳ", 0x1d4ad: "ℛ", 0x1d4ba: "ℯ", 0x1d4bc: "ℊ", 0x1d4c4: "ℴ",
    0x1d506: "ℭ", 0x1d50b: "ℌ", 0x1d50c: "ℑ", 0x1d515: "ℜ", 0x1d51d: "ℨ",
    0x1d53a: "ℂ", 0x1d53f: "ℍ", 0x1d545: "ℕ", 0x1d547: "ℙ", 0x1d548: "ℚ", 0x1d549: "ℝ",
    0x1d551: "ℤ",
  ]
}
