/** Server with 8 MiB of live data more: what a recipe hides, and what it lets the gate see. */
public class Hold {
    static final byte[][] HELD = new byte[8][];

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < HELD.length; i++) HELD[i] = new byte[1 << 20];
        Server.main(args);
    }
}
