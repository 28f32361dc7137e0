import Drawing
import Geometry
import Testing

@Suite struct StackTests {
  @Test func plotAreasInARowAreEquallyWideWhateverTheirLabels() throws {
    let sheet = try Sheet(
      HStack(spacing: 10) {
        Block("a", height: 50, labels: EdgeInsets(leading: 30))
        Block("b", height: 50, labels: EdgeInsets(leading: 4, trailing: 6))
        Block("c", height: 50)
      }, width: 300)
    let (a, b, c) = (try sheet.rect("a"), try sheet.rect("b"), try sheet.rect("c"))
    #expect(abs(a.width - b.width) < 1e-9 && abs(b.width - c.width) < 1e-9)
    #expect(abs(sheet.size.width - 300) < 1e-9)
    #expect(a.minX == 30)
    // Spacing lies between the outer bounds, labels included.
    #expect(abs(b.minX - 4 - a.maxX - 10) < 1e-9)
    #expect(abs(c.minX - b.maxX - 6 - 10) < 1e-9)
  }

  @Test func plotAreasInAColumnLineUpLeftAndRight() throws {
    let sheet = try Sheet(
      VStack(spacing: 5) {
        Block("a", height: 20, labels: EdgeInsets(leading: 30, trailing: 2))
        Block("b", height: 30, labels: EdgeInsets(leading: 10, bottom: 8, trailing: 12))
      }, width: 200)
    let (a, b) = (try sheet.rect("a"), try sheet.rect("b"))
    #expect(abs(a.minX - b.minX) < 1e-9)
    #expect(abs(a.maxX - b.maxX) < 1e-9)
    #expect(abs(a.minX - 30) < 1e-9 && abs(a.maxX - 188) < 1e-9)
    #expect(b.minY == 25)
    #expect(sheet.size.height == 63)
  }

  @Test func centersOfPlotAreasAlignInARowAndNotTheirBoxes() throws {
    let sheet = try Sheet(
      HStack {
        Block("a", width: 20, height: 40, labels: EdgeInsets(bottom: 30))
        Block("b", width: 20, height: 60)
      })
    #expect(try sheet.rect("a").midY == sheet.rect("b").midY)
  }

  @Test(arguments: [
    (VerticalAlignment.top, \Rect.minY), (.center, \Rect.midY), (.bottom, \Rect.maxY),
  ])
  func rowsAlignByTheNamedLine(
    _ alignment: VerticalAlignment, _ line: KeyPath<Rect, Double> & Sendable
  )
    throws
  {
    let sheet = try Sheet(
      HStack(alignment: alignment) {
        Block("a", width: 10, height: 40, labels: EdgeInsets(top: 7, bottom: 9))
        Block("b", width: 10, height: 25)
      })
    #expect(abs(try sheet.rect("a")[keyPath: line] - sheet.rect("b")[keyPath: line]) < 1e-9)
  }

  @Test func textsOfDifferentSizeShareABaseline() throws {
    let sheet = try Sheet(
      HStack(alignment: .firstTextBaseline) {
        Text("x").font(.system(size: 20)).part("large")
        Text("x").font(.system(size: 8)).part("small")
      })
    #expect(abs(try sheet.rect("large").maxY - sheet.rect("small").maxY) < 0.2)
  }

  @Test func aGridLinesUpRowsAndColumns() throws {
    let sheet = try Sheet(
      Grid(horizontalSpacing: 6, verticalSpacing: 4) {
        GridRow {
          Block("a", height: 30, labels: EdgeInsets(leading: 20, bottom: 5))
          Block("b", height: 30, labels: EdgeInsets(top: 9))
        }
        GridRow {
          Block("c", height: 30, labels: EdgeInsets(leading: 3, trailing: 11))
          Block("d", height: 30, labels: EdgeInsets(leading: 8))
        }
      }, width: 240)
    let (a, b) = (try sheet.rect("a"), try sheet.rect("b"))
    let (c, d) = (try sheet.rect("c"), try sheet.rect("d"))
    for (one, other) in [(a.minX, c.minX), (a.maxX, c.maxX), (b.minX, d.minX), (b.maxX, d.maxX)] {
      #expect(abs(one - other) < 1e-9)
    }
    #expect(a.minY == b.minY && a.maxY == b.maxY && c.minY == d.minY)
    #expect(abs(a.width - b.width) < 1e-9)
    #expect(abs(sheet.size.width - 240) < 1e-9)
    #expect(abs(c.minY - a.maxY - 5 - 4) < 1e-9)
  }

  @Test func anEmptyCellKeepsItsPlaceInTheGrid() throws {
    let sheet = try Sheet(
      Grid(horizontalSpacing: 0, verticalSpacing: 0) {
        GridRow {
          EmptyDrawing()
          Block("b", width: 10, height: 10)
        }
        GridRow {
          Block("c", width: 25, height: 10)
          Block("d", width: 10, height: 10)
        }
      })
    #expect(try sheet.rect("b").minX == 25)
    #expect(try sheet.rect("d").minX == 25)
  }

  @Test func rowsOfDifferentLengthAreAllDrawn() throws {
    let sheet = try Sheet(
      Grid {
        GridRow { Block("a", width: 10, height: 10) }
        GridRow {
          Block("b", width: 10, height: 10)
          Block("c", width: 10, height: 10)
        }
        Block("d", width: 10, height: 10)
      })
    for name in ["a", "b", "c", "d"] { _ = try sheet.rect(name) }
  }

  @Test func aSpacerPushesToBothEnds() throws {
    let row = try Sheet(
      HStack(spacing: 0) {
        Block("a", width: 20, height: 10)
        Spacer()
        Block("b", width: 30, height: 10)
      }, width: 200)
    #expect(try row.rect("a").minX == 0)
    #expect(try row.rect("b").maxX == 200)
    let column = try Sheet(
      VStack(spacing: 0) {
        Block("a", width: 20, height: 10)
        Spacer()
        Block("b", width: 30, height: 10)
      }, height: 100)
    #expect(try column.rect("b").maxY == 100)
    #expect(column.size.width == 30)
  }

  @Test func spacersShareWhatIsLeftEqually() throws {
    let sheet = try Sheet(
      HStack(spacing: 0) {
        Spacer()
        Block("a", width: 20, height: 10)
        Spacer()
      }, width: 100)
    #expect(abs(try sheet.rect("a").midX - 50) < 1e-9)
  }

  @Test func withoutAWidthASpacerTakesItsLeastLength() throws {
    let sheet = try Sheet(
      HStack(spacing: 0) {
        Block("a", width: 20, height: 10)
        Spacer(minLength: 7)
        Block("b", width: 30, height: 10)
      })
    #expect(sheet.size.width == 57)
  }

  @Test func loopsAndConditionsAddDrawings() throws {
    let shown = true
    let sheet = try Sheet(
      HStack(spacing: 1) {
        for i in 0..<3 { Block("loop\(i)", width: 5, height: 5) }
        if shown { Block("yes", width: 5, height: 5) } else { Block("no", width: 5, height: 5) }
        ForEach(0..<2) { Block("each\($0)", width: 5, height: 5) }
      })
    #expect(sheet.size.width == 35)
    #expect(try sheet.rect("each1").minX == 30)
    #expect(sheet.picture.bounds(ofPart: "no") == nil)
  }

  @Test func layersLieAtTheNamedPlaceLaterOnesOnTop() throws {
    let sheet = try Sheet(
      ZStack(alignment: .bottomTrailing) {
        Block("below", width: 50, height: 40)
        Block("above", width: 10, height: 10)
      })
    #expect(try sheet.rect("above") == Rect(x: 40, y: 30, width: 10, height: 10))
    guard case .pushPart("below") = sheet.picture.commands[0] else {
      Issue.record("the first layer must be drawn first")
      return
    }
  }
}
