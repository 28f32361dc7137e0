/// The version of Lantern, as its files state it.
public enum LanternVersion {
  /// Major and minor number: pictures of versions that differ in one of them may look different.
  public static let current = "1.0"
}
