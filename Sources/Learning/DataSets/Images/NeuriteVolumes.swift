#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Blocks of tissue with tubes and their membranes, in the place of electron micrographs of cortex:
/// one channel, 24 × 24 × 24, values from 0 to 1.
public struct NeuriteVolumes: ImageRecipe, Hashable {
  public struct Truth: Hashable, Sendable {
    /// 1 inside a tube, 0 in a membrane: `[24, 24, 24]`.
    public var inside: Tensor
    /// The number of the tube from 1, or 0 in a membrane.
    public var instances: Tensor
  }

  public let size: Int

  public init(size: Int = 24) {
    self.size = size
  }

  public var imageShape: Shape { [1, size, size, size] }

  private typealias Vector = SIMD3<Double>

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let side = Double(size)
    let count = key.integer("count", 14..<21)
    // Along its axis a tube is three times as long as across.
    let axis = NeuriteVolumes.direction(key.fold("axis"))
    func norm(_ d: Vector) -> Double {
      let along = (d * axis).sum()
      let square = (d * d).sum() - along * along + along * along / 9
      return max(0, square).squareRoot()
    }
    let places = key.fold("seeds").uniform(count: 3 * count, in: 0..<side)
    var seeds: [Vector] = []
    for index in 0..<count {
      seeds.append(Vector(places[3 * index], places[3 * index + 1], places[3 * index + 2]))
    }
    // One tube of radius 6 through the block displaces the others.
    let through = NeuriteVolumes.direction(key.fold("big axis"))
    let home = Vector(repeating: side / 2)
    func owner(_ p: Vector) -> Int {
      let d = p - home
      let along = (d * through).sum()
      if (d * d).sum() - along * along < 36 { return count + 1 }
      var (best, least) = (0, Double.infinity)
      for (index, seed) in seeds.enumerated() {
        let distance = norm(p - seed)
        if distance < least { (best, least) = (index + 1, distance) }
      }
      return best
    }
    var owners = [Int](repeating: 0, count: size * size * size)
    func place(_ z: Int, _ y: Int, _ x: Int) -> Int { (z * size + y) * size + x }
    for z in 0..<size {
      for y in 0..<size {
        for x in 0..<size {
          owners[place(z, y, x)] = owner(Vector(Double(x) + 0.5, Double(y) + 0.5, Double(z) + 0.5))
        }
      }
    }

    var instances = [Float](repeating: 0, count: owners.count)
    var values = [Float](repeating: 0, count: owners.count)
    let texture = key.fold("texture").standardNormals(owners.count, step: 0)
    let tone = key.fold("tone").uniform(count: count + 2, in: 0.6..<0.78)
    let lines = key.fold("lines").normal(count: size * size, standardDeviation: 0.03)
    for z in 0..<size {
      for y in 0..<size {
        for x in 0..<size {
          let own = owners[place(z, y, x)]
          // A voxel before another tube's is membrane: one voxel thick.
          let isMembrane =
            (x + 1 < size && owners[place(z, y, x + 1)] != own)
            || (y + 1 < size && owners[place(z, y + 1, x)] != own)
            || (z + 1 < size && owners[place(z + 1, y, x)] != own)
          let at = place(z, y, x)
          instances[at] = isMembrane ? 0 : Float(own)
          values[at] =
            Float(isMembrane ? 0.25 : tone[own] + lines[z * size + y])
            + 0.06 * texture[at]
        }
      }
    }
    // Vesicles: dark and round, inside some tubes, and no membranes.
    for vesicle in 0..<key.integer("vesicles", 12..<25) {
      let own = key.fold("vesicle").fold(vesicle)
      let center = own.fold("place").uniform(count: 3, in: 0..<side)
      let (x, y, z) = (Int(center[0]), Int(center[1]), Int(center[2]))
      let tube = instances[place(z, y, x)]
      guard tube > 0, Int(tube) % 3 == 0 || Int(tube) == count + 1 else { continue }
      let reach = own.uniform("radius", 1..<1.9)
      for dz in -2...2 {
        for dy in -2...2 {
          for dx in -2...2 {
            let far = Double(dx * dx + dy * dy + dz * dz).squareRoot() > reach
            let inside = [x + dx, y + dy, z + dz].allSatisfy { (0..<size).contains($0) }
            if far || !inside { continue }
            let at = place(z + dz, y + dy, x + dx)
            if instances[at] == tube { values[at] = 0.3 + 0.06 * texture[at] }
          }
        }
      }
    }
    let shape: Shape = [size, size, size]
    let labels = Tensor(instances, shape: shape)
    return (
      Tensor(values.map { min(1, max(0, $0)) }, shape: imageShape),
      Truth(inside: labels.isGreater(than: 0), instances: labels)
    )
  }

  /// A random direction, none preferred.
  private static func direction(_ key: Key) -> Vector {
    let n = key.normal(count: 3)
    let v = Vector(n[0], n[1], n[2])
    return v / max(1e-9, (v * v).sum().squareRoot())
  }
}
