import Foundation
import Lantern
import Testing

/// A bit of everything that evidence is made of.
private struct Everything: Codable, Hashable {
  enum Kind: String, Codable { case pale, dark }

  enum Shape: Codable, Hashable {
    case dot
    case disc(radius: Double)
    case box(Int, Int)
  }

  struct Row: Codable, Hashable {
    var name: String
    var values: [Double]
  }

  var number = 0.1
  var single = Float(0.1)
  var count = -7
  var bits = UInt64.max
  var byte = UInt8(200)
  var flag = true
  var text = "über \u{1F427}\0\n"
  var kind = Kind.dark
  var shapes = [Shape.dot, .disc(radius: 2), .box(1, -1)]
  var missing: Double?
  var present: [Int]? = [3]
  var doubles = [1.5, -0.0, .infinity]
  var floats: [Float] = [1.5, .leastNonzeroMagnitude]
  var integers = [Int.min, 0, Int.max]
  var none: [Double] = []
  var nothing: [Row] = []
  var rows = [Row(name: "a", values: []), Row(name: "", values: [2])]
  var nested = [[1.0, 2], [], [3]]
  var named = ["b": [1.0], "a": [], "c": [2, 3]]
  var numbered = [3: "three", -1: "minus one"]
  var range = -1.5...2.5
  var optionals: [Double?] = [1, nil, 3]
  var tensor: Tensor = [[1, 2], [3, 4]]
  var place = Point(1, -2)
  var curve = PiecewiseLinearCurve(through: [Point(0, 0), Point(1, 2), Point(3, 0)])
}

@Suite struct EvidenceCodingTests {
  private func again<Value: Codable>(_ value: Value) throws -> Value {
    try EvidenceCoding.decode(Value.self, from: EvidenceCoding.encode(value)[...])
  }

  @Test func everythingComesBackAsItWas() throws {
    let value = Everything()
    #expect(try again(value) == value)
    let bytes = try EvidenceCoding.encode(value)
    #expect(try EvidenceCoding.encode(again(value)) == bytes)
  }

  @Test(arguments: [0.0, -0.0, .infinity, -.infinity, .ulpOfOne, .leastNonzeroMagnitude, 1e308])
  func numbersKeepEveryBit(_ number: Double) throws {
    #expect(try again(number).bitPattern == number.bitPattern)
    #expect(try again([number])[0].bitPattern == number.bitPattern)
    #expect(try again(Optional(number))?.bitPattern == number.bitPattern)
    #expect(try again(Float(number)).bitPattern == Float(number).bitPattern)
  }

  @Test func whatIsNoNumberStaysSo() throws {
    let odd = Double(bitPattern: 0x7ff8_0000_dead_beef)
    #expect(try again(odd).bitPattern == odd.bitPattern)
    #expect(try again([odd, 1])[0].bitPattern == odd.bitPattern)
    #expect(try again(String?.none) == nil)
    #expect(try again([String: Int]()) == [:])
  }

  @Test func modelsComeBackAsTheyWere() throws {
    let network = MLP([2, 3, 1], activation: .leakyRelu(0.1)).initialized(Key(seed: 1))
    let copy = try again(network)
    #expect(copy.model == network.model && copy.parameters == network.parameters)
    let relu = try ReLUNetwork(weights: [[[1, 2], [3, 4]], [[5, 6]]], biases: [[1, 2], [3]])
    #expect(try again(relu) == relu)
    let data = GaborModel.trainingData
    #expect(try again(data) == data)
  }

  @Test func theOrderOfADictionaryDoesNotMatter() throws {
    let names = (0..<200).map { "name \($0)" }
    var one: [String: Int] = [:], two: [String: Int] = [:]
    for (index, name) in names.enumerated() { one[name] = index }
    for (index, name) in names.enumerated().reversed() { two[name] = index }
    #expect(try EvidenceCoding.encode(one) == EvidenceCoding.encode(two))
  }

  @Test func evidenceOfAnotherTypeIsRefused() throws {
    let bytes = try EvidenceCoding.encode(Everything())[...]
    #expect(throws: (any Error).self) { try EvidenceCoding.decode(Tensor.self, from: bytes) }
    #expect(throws: (any Error).self) { try EvidenceCoding.decode([Double].self, from: bytes) }
    #expect(throws: (any Error).self) { try EvidenceCoding.decode(Double.self, from: bytes) }
    let number = try EvidenceCoding.encode(1.5)[...]
    #expect(throws: (any Error).self) { try EvidenceCoding.decode(Float.self, from: number) }
    #expect(throws: (any Error).self) { try EvidenceCoding.decode(Int.self, from: number) }
    let large = try EvidenceCoding.encode(300)[...]
    #expect(throws: (any Error).self) { try EvidenceCoding.decode(UInt8.self, from: large) }
    #expect(try EvidenceCoding.decode(UInt16.self, from: large) == 300)
  }

  @Test func damagedBytesAreRefusedOrGiveOtherEvidence() throws {
    let bytes = try EvidenceCoding.encode(Everything())
    for count in 0..<bytes.count {
      #expect(throws: (any Error).self) {
        try EvidenceCoding.decode(Everything.self, from: bytes[..<count])
      }
    }
    // No damage may end the program: counts beyond the end, types that change, endless nesting.
    for index in bytes.indices {
      for change in [0x01, 0x0f, 0x80, 0xff] as [UInt8] {
        var damaged = bytes
        damaged[index] ^= change
        _ = try? EvidenceCoding.decode(Everything.self, from: damaged[...])
      }
    }
    let deep = Array(repeating: [10, 1], count: 100_000).flatMap { $0 } as [UInt8]
    #expect(throws: (any Error).self) { try EvidenceCoding.decode([Int].self, from: deep[...]) }
  }
}
