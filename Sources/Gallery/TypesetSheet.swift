import Lantern
import Rendering

/// A page that shows every command of the typesetter, for looking at.
public struct TypesetSheet: Drawing {
  public init() {}

  /// Formulas for the commands that need something to work on.
  public static let constructs = [
    #"\frac{\partial L}{\partial \phi} + \dfrac{a}{b} + \tfrac{a}{b} + \frac{1}{1+\frac{x}{y}}"#,
    #"\binom{n}{k} + \dbinom{n}{k} + \tbinom{n}{k}"#,
    #"\sqrt{x} + \sqrt[3]{\frac{a}{b}} + \sqrt{\sum_{i=1}^{I} x_i^2}"#,
    #"\hat{x}\,\tilde{x}\,\bar{x}\,\vec{x}\,\dot{x}\,\ddot{x}\,\dddot{x}\,\acute{x}\,\grave{x}\,\breve{x}\,\check{x}\,\mathring{x}"#,
    #"\widehat{xyz} + \widetilde{xyz} + \overline{xyz} + \underline{xyz}"#,
    #"\overrightarrow{AB} + \overleftarrow{AB} + \vec{\mathbf{h}}"#,
    #"\overbrace{a+b+c}^{\text{three}} + \underbrace{x+y}_{\text{two}}"#,
    #"\overbracket{a+b} + \underbracket{a+b} + \overparen{a+b} + \underparen{a+b}"#,
    #"\overset{a}{=} + \underset{b}{+} + \stackrel{\text{def}}{=}"#,
    #"\bigl(\Bigl(\biggl(\Biggl( x \Biggr)\biggr)\Bigr)\bigr)"#,
    #"\big| \Big| \bigg| \Bigg| \; a \bigm| b \Bigm| c \biggm| d \Biggm| e"#,
    #"\left( \frac{a}{b} \middle| \frac{c}{d} \right] + \left\{ \sum_{i} x_i \right\rangle"#,
    #"\sum\limits_{i=1}^{n} + \sum\nolimits_{i=1}^{n} + \sum\displaylimits_{i=1}^{n} + \int_0^\infty f"#,
    #"\operatorname*{argmin}_{\boldsymbol\phi} L[\boldsymbol\phi] + \operatorname{sig}[x]"#,
    #"\mathbf{Aa1} \boldsymbol{\alpha} \symbf{\Omega} \bm{\beta} \mathit{Aa} \mathrm{Aa} \mathsf{Aa} \mathnormal{Aa}"#,
    #"\mathbb{ER} \mathcal{BL} \mathscr{BL} \mathfrak{AB}"#,
    #"\text{text } \textbf{bold } \textit{italic } \textrm{roman } \textsf{sans } \textnormal{plain } \emph{emph}"#,
    #"\mbox{mbox } \hbox{hbox } x \mod y \;\; a \equiv b \pmod{m}"#,
    #"\color{brown} x + \textcolor{deepTeal}{y} + z"#,
    #"\part{weight}{\omega_1} x_1 + \part{offset}{\beta}"#,
    #"a\hspace{1em}b\hskip 1em c\kern 1em d\mskip 18mu e\mspace{18mu}f \rule{1em}{0.4em}"#,
    #"\mathop{\mathrm{ext}}_{x} \mathbin{\circ} \mathrel{R} \mathord{+} \mathopen{|} x \mathclose{|} \mathpunct{;} \mathinner{\ldots}"#,
    #"\begin{bmatrix} a & b \\ c & d \end{bmatrix} \begin{pmatrix} x \\ y \end{pmatrix} \begin{vmatrix} a & b \\ c & d \end{vmatrix}"#,
    #"\begin{cases} 0 & \quad z < 0 \\ z & \quad z \geq 0 \end{cases}"#,
    #"\begin{aligned} f &= a + b \\ &= c \vspace{2mm} \end{aligned}"#,
    #"\sum_{\substack{i < n \\ j < m}} x_{ij} \not= y \begingroup\bf a\endgroup"#,
  ]

  /// Commands that stand on their own.
  public static var symbols: [String] {
    Typesetter.commands.filter { name in
      (try? Typesetter.formula("\\" + name, size: 10, display: true)).map { !$0.pieces.isEmpty }
        ?? false
    }
  }

  public var body: some Drawing {
    VStack(alignment: .leading, spacing: 14) {
      grid(Self.constructs, columns: 2) { tex in
        VStack(alignment: .leading, spacing: 5) {
          Formula(tex)
          source(tex)
        }
      }
      grid(Self.symbols, columns: 9) { name in
        VStack(spacing: 3) {
          Formula("\\" + name)
          source("\\" + name)
        }
      }
    }
  }

  private func grid(
    _ items: [String], columns: Int, @DrawingBuilder cell: (String) -> Group
  ) -> some Drawing {
    Grid(alignment: .leading, horizontalSpacing: 16, verticalSpacing: 9) {
      for start in stride(from: 0, to: items.count, by: columns) {
        GridRow {
          for item in items[start..<min(start + columns, items.count)] { cell(item) }
        }
      }
    }
  }

  private func source(_ tex: String) -> some Drawing {
    Text(tex.replacing("$", with: "\\$"))
      .font(.system(size: 4.5))
      .foregroundStyle(.gray)
  }

  /// Writes the sheet as a PNG file at four pixels a point, or as PDF or SVG, by the name's ending.
  public func write(to path: String) throws {
    try Picture(self, width: 720, margin: 16, theme: .book).write(to: path, pixelsPerPoint: 4)
  }
}
