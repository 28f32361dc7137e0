import Testing
import Typesetting

@Suite("Errors")
struct ErrorTests {
  func error(_ tex: String) throws -> TypesettingError {
    do {
      _ = try Typesetter.formula(tex, size: 10, display: true)
    } catch { return error }
    throw Missing()
  }

  @Test(
    "Say what is wrong and where",
    arguments: [
      (#"x + \frax{1}{2}"#, 5, #"unknown command \frax; did you mean \frac?"#),
      (#"\aplha"#, 1, #"unknown command \aplha; did you mean \alpha?"#),
      (#"a + {b"#, 5, "the { is never closed by a }"),
      ("a}", 2, "there is a } without a {"),
      (#"é\left(x"#, 2, #"the \left has no \right"#),
      (#"x\right)"#, 2, #"there is a \right without its beginning"#),
      ("x^2^3", 4, "double superscript; put braces around the first"),
      ("x_", 3, "_ lacks an argument"),
      (#"\frac{1}"#, 9, #"\frac lacks an argument"#),
      ("a & b", 3, #"& outside a matrix or an alignment (an ampersand is written \&)"#),
      (#"\begin{bmatrix}1"#, 1, #"\begin{bmatrix} has no \end{bmatrix}"#),
      (#"\begin{bmatrix}1\end{matrix}"#, 17, #"\begin{bmatrix} is ended by \end{matrix}"#),
      (#"\hspace{wide}"#, 8, #"\hspace needs a length such as 0.5em, 10pt or 2cm"#),
      (#"\left x y"#, 7, #"\left needs a delimiter such as ( [ \{ | or . for none"#),
      (#"\text{a \frac12}"#, 9, #"\frac is unknown in text"#),
      ("a$b", 2, #"a $ can't stand in a formula"#),
      ("\\text{a \u{10FFFD}}", 9, "no installed font has the character"),
      ("a\u{10FFFD}", 2, "no installed font has the character"),
      (#"x\limits_a"#, 2, #"\limits must follow an operator such as \sum"#),
    ])
  func messages(tex: String, column: Int, message: String) throws {
    let error = try error(tex)
    #expect(error.column == column)
    #expect(error.description.hasPrefix(message), "\(error)")
    #expect(error.description.contains("at column \(column) of"))
    #expect(!error.description.contains("\n"))
  }

  @Test("Columns count in the whole label")
  func label() {
    do {
      _ = try Typesetter.label(#"Loss $a$ and $\lss$"#, style: TextStyle())
      Issue.record("the label has an unknown command")
    } catch { #expect(error.column == 15) }
    do {
      _ = try Typesetter.label("$a$ \\$\u{10FFFD}", style: TextStyle())
      Issue.record("no font has the character")
    } catch { #expect(error.column == 7) }
    do {
      _ = try Typesetter.label("costs 5$", style: TextStyle())
      Issue.record("the label has an unclosed formula")
    } catch {
      #expect(error.column == 8)
      #expect(error.description.contains(#"\$"#))
    }
  }

  @Test("Deep nesting is refused, not fatal")
  func depth() throws {
    for (before, after) in [
      (#"\frac{"#, "}{y}"), ("{", "}"), (#"\sqrt{"#, "}"), ("x^{", "}"), (#"\left("#, #"\right)"#),
      (#"\hat"#, ""), (#"\text{"#, "}"), (#"\begin{matrix}"#, #"\end{matrix}"#),
      (#"\mathbf"#, ""), (#"\underbrace{"#, "}"), (#"\substack{"#, "}"),
    ] {
      let deep =
        String(repeating: before, count: 500) + " x" + String(repeating: after, count: 500)
      #expect(try error(deep).description.contains("nested more than"), "\(before)")
      let shallow =
        String(repeating: before, count: 20) + " x" + String(repeating: after, count: 20)
      _ = try Typesetter.formula(shallow, size: 10, display: true)
    }
  }
}
