extension Command {
  static func named(_ name: String) -> Command? { all[name] }

  static var names: [String] { all.keys.sorted() }

  private static let all: [String: Command] = {
    var all = constructs
    for (name, symbol) in Symbols.commands { all[name] = .symbol(symbol.scalar, symbol.atomClass) }
    for name in plainOperators.split(separator: " ") {
      all[String(name)] = .operatorName(String(name), limits: false)
    }
    for name in limitOperators.split(separator: " ") {
      all[String(name)] = .operatorName(String(name), limits: true)
    }
    return all
  }()

  private static let plainOperators =
    "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan "
    + "tanh"

  private static let limitOperators = "Pr det gcd inf lim max min sup argmax argmin"

  private static let constructs: [String: Command] = [
    "limsup": .operatorName("lim sup", limits: true),
    "liminf": .operatorName("lim inf", limits: true),
    "operatorname": .customOperator,

    "mathbf": .alphabet(.bold), "boldsymbol": .alphabet(.bold), "bm": .alphabet(.bold),
    "symbf": .alphabet(.bold), "mathcal": .alphabet(.calligraphic),
    "mathscr": .alphabet(.calligraphic),
    "mathbb": .alphabet(.blackboard), "mathfrak": .alphabet(.fraktur),
    "mathrm": .alphabet(.words(.sans)), "mathsf": .alphabet(.words(.sans)),
    "mathit": .alphabet(.words(.sansItalic)), "mathnormal": .alphabet(.normal),
    "bf": .alphabetDeclaration(.bold), "rm": .alphabetDeclaration(.words(.sans)),
    "it": .alphabetDeclaration(.words(.sansItalic)), "sf": .alphabetDeclaration(.words(.sans)),
    "cal": .alphabetDeclaration(.calligraphic),

    "text": .text(.sans), "mbox": .text(.sans), "hbox": .text(.sans), "textrm": .text(.serif),
    "textnormal": .text(.sans), "textsf": .text(.sans), "textit": .text(.sansItalic),
    "textbf": .text(.sansBold), "emph": .text(.sansItalic),

    "displaystyle": .style(.display), "textstyle": .style(.text),
    "scriptstyle": .style(.script), "scriptscriptstyle": .style(.scriptScript),

    " ": .space(1.0 / 3, .textEm), "space": .space(1.0 / 3, .textEm),
    ",": .space(3.0 / 18, .styleEm), "thinspace": .space(3.0 / 18, .styleEm),
    ":": .space(4.0 / 18, .styleEm), ">": .space(4.0 / 18, .styleEm),
    "medspace": .space(4.0 / 18, .styleEm), ";": .space(5.0 / 18, .styleEm),
    "thickspace": .space(5.0 / 18, .styleEm), "!": .space(-3.0 / 18, .styleEm),
    "negthinspace": .space(-3.0 / 18, .styleEm), "negmedspace": .space(-4.0 / 18, .styleEm),
    "negthickspace": .space(-5.0 / 18, .styleEm), "enspace": .space(0.5, .textEm),
    "enskip": .space(0.5, .textEm), "quad": .space(1, .textEm), "qquad": .space(2, .textEm),
    "hspace": .horizontalSpace, "hskip": .horizontalSpace, "kern": .horizontalSpace,
    "mspace": .horizontalSpace, "mskip": .horizontalSpace,

    "limits": .limits(.always), "nolimits": .limits(.never), "displaylimits": .limits(.automatic),
    "mathord": .atomClass(.ordinary), "mathop": .atomClass(.largeOperator),
    "mathbin": .atomClass(.binary), "mathrel": .atomClass(.relation),
    "mathopen": .atomClass(.opening), "mathclose": .atomClass(.closing),
    "mathpunct": .atomClass(.punctuation), "mathinner": .atomClass(.inner),

    "color": .color, "textcolor": .textColor, "part": .part,
    "relax": .relax, "nonumber": .relax, "notag": .relax,
    "protect": .relax, "begingroup": .beginGroup, "endgroup": .endGroup,
    "implies": .spacedRelation("⟹"), "impliedby": .spacedRelation("⟸"),
    "iff": .spacedRelation("⟺"), "colon": .colon, "bmod": .modulo, "mod": .modulo, "pmod": .modulo,

    "frac": .fraction(.bar(nil)), "dfrac": .fraction(.bar(.display)),
    "tfrac": .fraction(.bar(.text)),
    "binom": .fraction(.binomial(nil)), "dbinom": .fraction(.binomial(.display)),
    "tbinom": .fraction(.binomial(.text)),
    "sqrt": .radical,

    "hat": .accent("\u{302}", stretches: false), "widehat": .accent("\u{302}", stretches: true),
    "tilde": .accent("\u{303}", stretches: false), "widetilde": .accent("\u{303}", stretches: true),
    "bar": .accent("\u{304}", stretches: false), "vec": .accent("\u{20d7}", stretches: false),
    "overrightarrow": .accent("\u{20d7}", stretches: true),
    "overleftarrow": .accent("\u{20d6}", stretches: true),
    "dot": .accent("\u{307}", stretches: false), "ddot": .accent("\u{308}", stretches: false),
    "dddot": .accent("\u{20db}", stretches: false), "acute": .accent("\u{301}", stretches: false),
    "grave": .accent("\u{300}", stretches: false), "breve": .accent("\u{306}", stretches: false),
    "check": .accent("\u{30c}", stretches: false), "mathring": .accent("\u{30a}", stretches: false),
    "overline": .line(.over), "underline": .line(.under),

    "left": .left,
    "big": .sized(1, .ordinary), "Big": .sized(1.5, .ordinary), "bigg": .sized(2, .ordinary),
    "Bigg": .sized(2.5, .ordinary),
    "bigl": .sized(1, .opening), "Bigl": .sized(1.5, .opening), "biggl": .sized(2, .opening),
    "Biggl": .sized(2.5, .opening),
    "bigr": .sized(1, .closing), "Bigr": .sized(1.5, .closing), "biggr": .sized(2, .closing),
    "Biggr": .sized(2.5, .closing),
    "bigm": .sized(1, .relation), "Bigm": .sized(1.5, .relation), "biggm": .sized(2, .relation),
    "Biggm": .sized(2.5, .relation),

    "overset": .stack(.over), "underset": .stack(.under), "stackrel": .stack(.relation),
    "overbrace": .brace("⏞", .over), "underbrace": .brace("⏟", .under),
    "overbracket": .brace("⎴", .over), "underbracket": .brace("⎵", .under),
    "overparen": .brace("⏜", .over), "underparen": .brace("⏝", .under),
    "begin": .begin, "substack": .substack, "rule": .rule, "vspace": .verticalSpace,
    "not": .not,
  ]
}
