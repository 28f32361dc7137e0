import Drawing
import Geometry
import Testing

@Suite struct TableTests {
  private let long = "some words that are too many for one line of a narrow column"

  @Test func columnsTakeTheWidthTheyNeed() throws {
    let sheet = try Sheet(
      Table(["a", "b"], columnSpacing: 10) {
        TableRow {
          Block("one", width: 40, height: 10)
          Block("two", width: 60, height: 10)
        }
        TableRow {
          Block("three", width: 20, height: 10)
          Block("four", width: 30, height: 10)
        }
      })
    #expect(abs(sheet.size.width - 110) < 1e-9)
    #expect(try sheet.rect("one").minX == sheet.rect("three").minX)
    #expect(try sheet.rect("two").minX == 50)
    #expect(try sheet.rect("three").minY > sheet.rect("one").maxY)
  }

  @Test func textBreaksWhereTheTableIsTooWide() throws {
    let table = Table(["Words", "Rest"], columnSpacing: 10) {
      TableRow {
        Text(long)
        Block("rest", width: 50, height: 10)
      }
    }
    let wide = try Sheet(table)
    let narrow = try Sheet(table, width: 160)
    #expect(wide.size.width > 200)
    #expect(narrow.size.width <= 160.01)
    #expect(narrow.size.height > wide.size.height)
    #expect(abs(try narrow.rect("rest").width - 50) < 1e-9)
  }

  @Test func rulesStandAboveAndBelowTheHeadsAndAtTheEnd() throws {
    func rules(_ table: Table) throws -> Int {
      try Sheet(table).picture.commands.count { if case .stroke = $0 { true } else { false } }
    }
    let rows = { (ruled: Bool) in
      Table(["a"], ruledRows: ruled) {
        TableRow { Text("1") }
        TableRow { Text("2") }
        TableRow { Text("3") }
      }
    }
    #expect(try rules(rows(false)) == 3)
    #expect(try rules(rows(true)) == 5)
  }

  @Test func aRowNeedsACellForEachColumn() {
    let text = message {
      _ = try Sheet(
        Table(["a", "b"]) {
          TableRow {
            Text("1")
            Text("2")
          }
          TableRow { Text("3") }
        })
    }
    #expect(text.contains("row 2") && text.contains("1 cells"))
  }
}
